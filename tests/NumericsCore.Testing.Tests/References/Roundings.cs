namespace NumericsCore.Testing.Tests.References;

/// <summary>The roundings of the library's rules, in the order that their documentation states.</summary>
internal static class Roundings
{
    public static Func<int, Rounded, Rounded, Rounded> Descent(double alpha) =>
        (_, theta, g) => Rounded.MultiplyAdd(Rounded.Scalar(-alpha), g, theta);

    /// <summary>b ← μ·b + c·g, θ ← θ + p·b + q·g.</summary>
    public static Func<int, Rounded, Rounded, Rounded> Momentum(double mu, double c, double p, double q)
    {
        var b = Rounded.Exact(0);
        return (_, theta, g) =>
        {
            b = Rounded.MultiplyAdd(Rounded.Scalar(mu), b, Rounded.Scalar(c) * g);
            return Rounded.MultiplyAdd(Rounded.Scalar(q), g, Rounded.MultiplyAdd(Rounded.Scalar(p), b, theta));
        };
    }

    public static Func<int, Rounded, Rounded, Rounded> Adam(double eta, double beta1, double beta2, double epsilon)
    {
        Rounded m = Rounded.Exact(0), v = Rounded.Exact(0);
        return (t, theta, g) =>
        {
            double root = Math.Sqrt(1 - Math.Pow(beta2, t));
            m = Average(beta1, m, g);
            v = Average(beta2, v, g * g);
            return Rounded.MultiplyAdd(Rounded.Scalar(-eta * root / (1 - Math.Pow(beta1, t))), m / (Rounded.Sqrt(v) + Rounded.Scalar(epsilon * root)), theta);
        };
    }

    public static Func<int, Rounded, Rounded, Rounded> AmsGrad(double alpha, double beta1, double beta2, double epsilon)
    {
        Rounded m = Rounded.Exact(0), v = Rounded.Exact(0), w = Rounded.Exact(0);
        return (_, theta, g) =>
        {
            m = Average(beta1, m, g);
            v = Average(beta2, v, g * g);
            w = Rounded.Max(w, v);
            return Rounded.MultiplyAdd(Rounded.Scalar(-alpha), m / (Rounded.Sqrt(w) + Rounded.Scalar(epsilon)), theta);
        };
    }

    public static Func<int, Rounded, Rounded, Rounded> Adagrad(double eta, double epsilon)
    {
        var sum = Rounded.Exact(0);
        return (_, theta, g) =>
        {
            sum = Rounded.MultiplyAdd(g, g, sum);
            return Rounded.MultiplyAdd(Rounded.Scalar(-eta), g / (Rounded.Sqrt(sum) + Rounded.Scalar(epsilon)), theta);
        };
    }

    public static Func<int, Rounded, Rounded, Rounded> Adadelta(double rho, double epsilon)
    {
        Rounded e = Rounded.Exact(0), u = Rounded.Exact(0), small = Rounded.Scalar(epsilon);
        return (_, theta, g) =>
        {
            e = Average(rho, e, g * g);
            var delta = Rounded.Sqrt(u + small) / Rounded.Sqrt(e + small) * g;
            u = Average(rho, u, delta * delta);
            return Rounded.MultiplyAdd(Rounded.Exact(-1), delta, theta);
        };
    }

    public static Func<int, Rounded, Rounded, Rounded> Regularized(double lambda, Func<int, Rounded, Rounded, Rounded> step) =>
        (t, theta, g) => step(t, theta, Rounded.MultiplyAdd(Rounded.Scalar(lambda), theta, g));

    public static Func<int, Rounded, Rounded, Rounded> Decayed(double eta, double lambda, Func<int, Rounded, Rounded, Rounded> step) =>
        (t, theta, g) => step(t, Rounded.Scalar(1 - eta * lambda) * theta, g);

    private static Rounded Average(double beta, Rounded a, Rounded x) => Rounded.MultiplyAdd(Rounded.Scalar(beta), a, Rounded.Scalar(1 - beta) * x);
}
