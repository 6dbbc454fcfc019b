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

    /// <summary>θ ← θ - (p·m + q·g) / (√v + ε̂).</summary>
    public static Func<int, Rounded, Rounded, Rounded> NAdam(double eta, double beta1, double beta2, double epsilon, double psi)
    {
        Rounded m = Rounded.Exact(0), v = Rounded.Exact(0);
        double product = 1;
        return (t, theta, g) =>
        {
            double mu = beta1 * (1 - 0.5 * Math.Pow(0.96, t * psi)), next = beta1 * (1 - 0.5 * Math.Pow(0.96, (t + 1) * psi)), root = Math.Sqrt(1 - Math.Pow(beta2, t));
            product *= mu;
            m = Average(beta1, m, g);
            v = Average(beta2, v, g * g);
            var direction = Rounded.MultiplyAdd(Rounded.Scalar(eta * next * root / (1 - product * next)), m, Rounded.Scalar(eta * (1 - mu) * root / (1 - product)) * g);
            return theta + -(direction / (Rounded.Sqrt(v) + Rounded.Scalar(epsilon * root)));
        };
    }

    /// <summary>θ ← θ - αₜ·(m / d), where the bound counts a rounding for a d of 1 too.</summary>
    public static Func<int, Rounded, Rounded, Rounded> RAdam(double eta, double beta1, double beta2, double epsilon, double threshold)
    {
        Rounded m = Rounded.Exact(0), v = Rounded.Exact(0);
        return (t, theta, g) =>
        {
            double longest = 2 / (1 - beta2) - 1, power = Math.Pow(beta2, t), length = longest - 2 * t * power / (1 - power);
            double rectified = Math.Sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length)), start = eta / (1 - Math.Pow(beta1, t));
            m = Average(beta1, m, g);
            v = Average(beta2, v, g * g);
            return length > threshold
                ? Rounded.MultiplyAdd(Rounded.Scalar(-start * rectified * Math.Sqrt(1 - power)), m / (Rounded.Sqrt(v) + Rounded.Scalar(epsilon)), theta)
                : Rounded.MultiplyAdd(Rounded.Scalar(-start), m, theta);
        };
    }

    /// <summary>u ← max(β₂·u, |g| + ε₁), θ ← θ - αₜ·(m / (u + ε₂)), where the bound counts a rounding for an ε of 0 too.</summary>
    public static Func<int, Rounded, Rounded, Rounded> Adamax(double eta, double beta1, double beta2, double within, double beside)
    {
        Rounded m = Rounded.Exact(0), u = Rounded.Exact(0);
        return (t, theta, g) =>
        {
            m = Average(beta1, m, g);
            u = Rounded.Max(Rounded.Scalar(beta2) * u, (g.Value < 0 ? -g : g) + Rounded.Scalar(within));
            return Rounded.MultiplyAdd(Rounded.Scalar(-eta / (1 - Math.Pow(beta1, t))), m / (u + Rounded.Scalar(beside)), theta);
        };
    }

    /// <summary>θ ← θ - η·sign(c): for gradients whose c is not within its rounding of 0.</summary>
    public static Func<int, Rounded, Rounded, Rounded> Lion(double eta, double beta1, double beta2)
    {
        var m = Rounded.Exact(0);
        return (_, theta, g) =>
        {
            var c = Average(beta1, m, g);
            m = Average(beta2, m, g);
            return Rounded.MultiplyAdd(Rounded.Scalar(-eta), Rounded.Exact(Math.Sign(c.Value)), theta);
        };
    }

    public static Func<int, Rounded, Rounded, Rounded> Regularized(double lambda, Func<int, Rounded, Rounded, Rounded> step) =>
        (t, theta, g) => step(t, theta, Rounded.MultiplyAdd(Rounded.Scalar(lambda), theta, g));

    public static Func<int, Rounded, Rounded, Rounded> Decayed(double eta, double lambda, Func<int, Rounded, Rounded, Rounded> step) =>
        (t, theta, g) => step(t, Rounded.Scalar(1 - eta * lambda) * theta, g);

    private static Rounded Average(double beta, Rounded a, Rounded x) => Rounded.MultiplyAdd(Rounded.Scalar(beta), a, Rounded.Scalar(1 - beta) * x);
}
