namespace NumericsCore.Testing.Tests.References;

/// <summary>Optimizers as their papers have them, for one scalar.</summary>
internal static class Papers
{
    /// <summary>Robbins and Monro 1951.</summary>
    public static Func<int, double, double, double> Descent(double alpha) => (_, theta, g) => theta - alpha * g;

    /// <summary>Polyak 1964, in the form of Sutskever et al. 2013, equations 1 and 2: v = μv - εg, θ = θ + v.</summary>
    public static Func<int, double, double, double> Momentum(double alpha, double mu)
    {
        double v = 0;
        return (_, theta, g) =>
        {
            v = mu * v - alpha * g;
            return theta + v;
        };
    }

    /// <summary>
    /// Sutskever et al. 2013, equations 3 and 4, in the place θ + μv where their gradient is taken: v' = μv - εg there, and that place
    /// moves by v' - μv + μv'.
    /// </summary>
    public static Func<int, double, double, double> Nesterov(double alpha, double mu)
    {
        double v = 0;
        return (_, theta, g) =>
        {
            double before = v;
            v = mu * v - alpha * g;
            return theta - mu * before + v + mu * v;
        };
    }

    /// <summary>Kingma and Ba 2015, algorithm 1.</summary>
    public static Func<int, double, double, double> Adam(double alpha, double beta1, double beta2, double epsilon)
    {
        double m = 0, v = 0;
        return (t, theta, g) =>
        {
            m = beta1 * m + (1 - beta1) * g;
            v = beta2 * v + (1 - beta2) * g * g;
            double mHat = m / (1 - Math.Pow(beta1, t)), vHat = v / (1 - Math.Pow(beta2, t));
            return theta - alpha * mHat / (Math.Sqrt(vHat) + epsilon);
        };
    }

    /// <summary>Reddi, Kale and Kumar 2018, algorithm 2, which has no bias correction, and Adam's ε.</summary>
    public static Func<int, double, double, double> AmsGrad(double alpha, double beta1, double beta2, double epsilon)
    {
        double m = 0, v = 0, vHat = 0;
        return (_, theta, g) =>
        {
            m = beta1 * m + (1 - beta1) * g;
            v = beta2 * v + (1 - beta2) * g * g;
            vHat = Math.Max(vHat, v);
            return theta - alpha * m / (Math.Sqrt(vHat) + epsilon);
        };
    }

    /// <summary>Duchi, Hazan and Singer 2011, with the diagonal matrix: G = Σg², θ = θ - ηg/(δ + √G).</summary>
    public static Func<int, double, double, double> Adagrad(double eta, double delta)
    {
        double sum = 0;
        return (_, theta, g) =>
        {
            sum += g * g;
            return theta - eta * g / (delta + Math.Sqrt(sum));
        };
    }

    /// <summary>Zeiler 2012, algorithm 1.</summary>
    public static Func<int, double, double, double> Adadelta(double rho, double epsilon)
    {
        double meanSquareG = 0, meanSquareX = 0;
        return (_, x, g) =>
        {
            meanSquareG = rho * meanSquareG + (1 - rho) * g * g;
            double delta = -Math.Sqrt(meanSquareX + epsilon) / Math.Sqrt(meanSquareG + epsilon) * g;
            meanSquareX = rho * meanSquareX + (1 - rho) * delta * delta;
            return x + delta;
        };
    }

    /// <summary>L2 regularisation λθ²/2: its gradient λθ comes to the loss's.</summary>
    public static Func<int, double, double, double> Regularized(double lambda, Func<int, double, double, double> step) => (t, theta, g) => step(t, theta, g + lambda * theta);

    /// <summary>Loshchilov and Hutter 2019, algorithm 2 without schedule: θ = θ - ηλθ besides the step.</summary>
    public static Func<int, double, double, double> Decayed(double eta, double lambda, Func<int, double, double, double> step) =>
        (t, theta, g) => theta - eta * lambda * theta + (step(t, theta, g) - theta);
}
