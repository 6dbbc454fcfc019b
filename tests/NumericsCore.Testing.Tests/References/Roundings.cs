namespace NumericsCore.Testing.Tests.References;

/// <summary>The roundings of the library's rules, in the order that their documentation states.</summary>
internal static class Roundings
{
    public static Func<int, Rounded, Rounded, Rounded> Descent(double alpha) =>
        (_, theta, g) => Rounded.MultiplyAdd(Rounded.Scalar(-alpha), g, theta);

    public static Func<int, Rounded, Rounded, Rounded> Momentum(double mu, double c, double p, double q) => Momentum(mu, _ => c, p, q);

    /// <summary>b ← μ·b + c·g, θ ← θ + p·b + q·g, where c may depend on t.</summary>
    public static Func<int, Rounded, Rounded, Rounded> Momentum(double mu, Func<int, double> c, double p, double q)
    {
        var b = Rounded.Exact(0);
        return (t, theta, g) =>
        {
            b = Rounded.MultiplyAdd(Rounded.Scalar(mu), b, Rounded.Scalar(c(t)) * g);
            return Rounded.MultiplyAdd(Rounded.Scalar(q), g, Rounded.MultiplyAdd(Rounded.Scalar(p), b, theta));
        };
    }

    /// <summary>Adam with ε beside √v̂, or as in Keras beside √v.</summary>
    public static Func<int, Rounded, Rounded, Rounded> Adam(double eta, double beta1, double beta2, double epsilon, bool keras = false)
    {
        Rounded m = Rounded.Exact(0), v = Rounded.Exact(0);
        return (t, theta, g) =>
        {
            double root = Math.Sqrt(1 - Math.Pow(beta2, t));
            m = Average(beta1, m, g);
            v = Average(beta2, v, g * g);
            return Rounded.MultiplyAdd(Rounded.Scalar(-eta * root / (1 - Math.Pow(beta1, t))), m / (Rounded.Sqrt(v) + Rounded.Scalar(keras ? epsilon : epsilon * root)), theta);
        };
    }

    public static Func<int, Rounded, Rounded, Rounded> AmsGrad(double alpha, double beta1, double beta2, double epsilon, bool corrected = false)
    {
        Rounded m = Rounded.Exact(0), v = Rounded.Exact(0), w = Rounded.Exact(0);
        return (t, theta, g) =>
        {
            double root = corrected ? Math.Sqrt(1 - Math.Pow(beta2, t)) : 1, start = corrected ? 1 - Math.Pow(beta1, t) : 1;
            m = Average(beta1, m, g);
            v = Average(beta2, v, g * g);
            w = Rounded.Max(w, v);
            return Rounded.MultiplyAdd(Rounded.Scalar(-alpha * root / start), m / (Rounded.Sqrt(w) + Rounded.Scalar(epsilon * root)), theta);
        };
    }

    /// <summary>G ← G + g², θ ← θ - α·g / (√(G + ε₁) + ε₂), where the bound counts a rounding for an ε of 0 too.</summary>
    public static Func<int, Rounded, Rounded, Rounded> Adagrad(double eta, double epsilon, double decay = 0, double first = 0, double inner = 0)
    {
        var sum = Rounded.Scalar(first);
        return (t, theta, g) =>
        {
            sum = Rounded.MultiplyAdd(g, g, sum);
            return Rounded.MultiplyAdd(Rounded.Scalar(-eta / (1 + (t - 1) * decay)), g / (Rounded.Sqrt(sum + Rounded.Scalar(inner)) + Rounded.Scalar(epsilon)), theta);
        };
    }

    public static Func<int, Rounded, Rounded, Rounded> Adadelta(double rho, double epsilon, double rate = 1)
    {
        Rounded e = Rounded.Exact(0), u = Rounded.Exact(0), small = Rounded.Scalar(epsilon);
        return (_, theta, g) =>
        {
            e = Average(rho, e, g * g);
            var delta = Rounded.Sqrt(u + small) / Rounded.Sqrt(e + small) * g;
            u = Average(rho, u, delta * delta);
            return Rounded.MultiplyAdd(Rounded.Scalar(-rate), delta, theta);
        };
    }

    /// <summary>v ← ρ·v + (1 - ρ)·g², b ← μ·b + c·(g / (√(v + ε₁) + ε₂)), θ ← θ - p·b, where the bound counts roundings for an ε of 0, a c of 1 and a μ of 0 too.</summary>
    public static Func<int, Rounded, Rounded, Rounded> RmsProp(double eta, double rho, double epsilon, double mu = 0, bool centered = false, bool keras = false)
    {
        Rounded v = Rounded.Exact(0), m = Rounded.Exact(0), b = Rounded.Exact(0), zero = Rounded.Exact(0), small = Rounded.Scalar(epsilon);
        return (_, theta, g) =>
        {
            v = Average(rho, v, g * g);
            m = Average(rho, m, g);
            var square = centered ? Rounded.Max(Rounded.MultiplyAdd(-m, m, v), zero) : v;
            var quotient = g / (Rounded.Sqrt(square + (keras ? small : zero)) + (keras ? zero : small));
            b = Rounded.MultiplyAdd(Rounded.Scalar(mu), b, Rounded.Scalar(keras ? eta : 1) * quotient);
            return Rounded.MultiplyAdd(Rounded.Scalar(keras ? -1 : -eta), b, theta);
        };
    }

    public static Func<int, Rounded, Rounded, Rounded> Regularized(double lambda, Func<int, Rounded, Rounded, Rounded> step) =>
        (t, theta, g) => step(t, theta, Rounded.MultiplyAdd(Rounded.Scalar(lambda), theta, g));

    public static Func<int, Rounded, Rounded, Rounded> Decayed(double eta, double lambda, Func<int, Rounded, Rounded, Rounded> step) =>
        (t, theta, g) => step(t, Rounded.Scalar(1 - eta * lambda) * theta, g);

    private static Rounded Average(double beta, Rounded a, Rounded x) => Rounded.MultiplyAdd(Rounded.Scalar(beta), a, Rounded.Scalar(1 - beta) * x);
}
