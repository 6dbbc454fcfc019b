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

    /// <summary>PyTorch 2's documentation of SGD: b₁ = g, then b = μb + (1 - τ)g, and θ = θ - γb.</summary>
    public static Func<int, double, double, double> Dampened(double gamma, double mu, double tau)
    {
        double b = 0;
        return (t, theta, g) =>
        {
            b = t == 1 ? g : mu * b + (1 - tau) * g;
            return theta - gamma * b;
        };
    }

    /// <summary>Kingma and Ba 2015, the end of section 2, as Keras 3 has it: αₜ = α√(1 - β₂ᵗ)/(1 - β₁ᵗ), θ = θ - αₜm/(√v + ε̂).</summary>
    public static Func<int, double, double, double> AdamOfKeras(double alpha, double beta1, double beta2, double epsilonHat)
    {
        double m = 0, v = 0;
        return (t, theta, g) =>
        {
            m += (g - m) * (1 - beta1);
            v += (g * g - v) * (1 - beta2);
            return theta - alpha * Math.Sqrt(1 - Math.Pow(beta2, t)) / (1 - Math.Pow(beta1, t)) * m / (Math.Sqrt(v) + epsilonHat);
        };
    }

    /// <summary>Reddi, Kale and Kumar 2018 with Adam's bias correction, as PyTorch 2 documents it: the maximum is of v, and is corrected after.</summary>
    public static Func<int, double, double, double> AmsGradCorrected(double gamma, double beta1, double beta2, double epsilon)
    {
        double m = 0, v = 0, vMax = 0;
        return (t, theta, g) =>
        {
            m = beta1 * m + (1 - beta1) * g;
            v = beta2 * v + (1 - beta2) * g * g;
            vMax = Math.Max(vMax, v);
            double mHat = m / (1 - Math.Pow(beta1, t)), vHat = vMax / (1 - Math.Pow(beta2, t));
            return theta - gamma * mHat / (Math.Sqrt(vHat) + epsilon);
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

    /// <summary>Adagrad as PyTorch 2 documents its lr_decay: γ̃ = γ/(1 + (t - 1)η).</summary>
    public static Func<int, double, double, double> AdagradDecaying(double gamma, double eta, double epsilon)
    {
        double sum = 0;
        return (t, theta, g) =>
        {
            sum += g * g;
            return theta - gamma / (1 + (t - 1) * eta) * g / (Math.Sqrt(sum) + epsilon);
        };
    }

    /// <summary>Adagrad as Keras 3 has it: the sum starts above 0, and ε is within the root.</summary>
    public static Func<int, double, double, double> AdagradOfKeras(double rate, double first, double epsilon)
    {
        double accumulator = first;
        return (_, theta, g) =>
        {
            accumulator += g * g;
            return theta - rate * g / Math.Sqrt(accumulator + epsilon);
        };
    }

    /// <summary>Zeiler 2012, algorithm 1; Keras and PyTorch multiply the step by a rate.</summary>
    public static Func<int, double, double, double> Adadelta(double rho, double epsilon, double rate = 1)
    {
        double meanSquareG = 0, meanSquareX = 0;
        return (_, x, g) =>
        {
            meanSquareG = rho * meanSquareG + (1 - rho) * g * g;
            double delta = -Math.Sqrt(meanSquareX + epsilon) / Math.Sqrt(meanSquareG + epsilon) * g;
            meanSquareX = rho * meanSquareX + (1 - rho) * delta * delta;
            return x + rate * delta;
        };
    }

    /// <summary>
    /// Tieleman and Hinton 2012, slide 29: MeanSquare = 0.9·MeanSquare + 0.1·g², and the gradient over its root; centered as Graves 2013,
    /// equations 38 to 41, has it: over the root of n - g̅². PyTorch 2 adds ε to the root and the momentum b = μb + the quotient.
    /// </summary>
    public static Func<int, double, double, double> RmsProp(double gamma, double alpha, double epsilon, double mu = 0, bool centered = false)
    {
        double meanSquare = 0, mean = 0, b = 0;
        return (_, theta, g) =>
        {
            meanSquare = alpha * meanSquare + (1 - alpha) * g * g;
            mean = alpha * mean + (1 - alpha) * g;
            b = mu * b + g / (Math.Sqrt(centered ? meanSquare - mean * mean : meanSquare) + epsilon);
            return theta - gamma * b;
        };
    }

    /// <summary>RMSprop as Keras 3 has it: ε within the root, and the rate within the momentum.</summary>
    public static Func<int, double, double, double> RmsPropOfKeras(double rate, double rho, double epsilon, double mu = 0, bool centered = false)
    {
        double velocity = 0, average = 0, momentum = 0;
        return (_, theta, g) =>
        {
            velocity = rho * velocity + (1 - rho) * g * g;
            average = rho * average + (1 - rho) * g;
            momentum = mu * momentum + rate * g / Math.Sqrt((centered ? velocity - average * average : velocity) + epsilon);
            return theta - momentum;
        };
    }

    /// <summary>Dozat 2016, algorithm 2 with the schedule of its section 3.1 as PyTorch 2 and Keras 3 have it: μₜ = β₁(1 - 0.5·0.96^(tψ)).</summary>
    public static Func<int, double, double, double> NAdam(double alpha, double beta1, double beta2, double epsilon, double psi)
    {
        double m = 0, v = 0, product = 1;
        return (t, theta, g) =>
        {
            double mu = beta1 * (1 - 0.5 * Math.Pow(0.96, t * psi)), next = beta1 * (1 - 0.5 * Math.Pow(0.96, (t + 1) * psi));
            product *= mu;
            m = beta1 * m + (1 - beta1) * g;
            v = beta2 * v + (1 - beta2) * g * g;
            double mHat = next * m / (1 - product * next) + (1 - mu) * g / (1 - product), vHat = v / (1 - Math.Pow(beta2, t));
            return theta - alpha * mHat / (Math.Sqrt(vHat) + epsilon);
        };
    }

    /// <summary>Liu et al. 2020, algorithm 2, with the ε of its code; PyTorch 2 has the threshold 5 in place of 4.</summary>
    public static Func<int, double, double, double> RAdam(double alpha, double beta1, double beta2, double epsilon, double threshold)
    {
        double m = 0, v = 0, longest = 2 / (1 - beta2) - 1;
        return (t, theta, g) =>
        {
            m = beta1 * m + (1 - beta1) * g;
            v = beta2 * v + (1 - beta2) * g * g;
            double mHat = m / (1 - Math.Pow(beta1, t)), length = longest - 2 * t * Math.Pow(beta2, t) / (1 - Math.Pow(beta2, t));
            if (length <= threshold) return theta - alpha * mHat;
            double l = Math.Sqrt(1 - Math.Pow(beta2, t)) / (Math.Sqrt(v) + epsilon);
            double r = Math.Sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
            return theta - alpha * r * mHat * l;
        };
    }

    /// <summary>Kingma and Ba 2015, algorithm 2, with the ε of PyTorch 2 within the maximum or of Keras 3 beside it.</summary>
    public static Func<int, double, double, double> Adamax(double alpha, double beta1, double beta2, double within, double beside)
    {
        double m = 0, u = 0;
        return (t, theta, g) =>
        {
            m = beta1 * m + (1 - beta1) * g;
            u = Math.Max(beta2 * u, Math.Abs(g) + within);
            return theta - alpha / (1 - Math.Pow(beta1, t)) * m / (u + beside);
        };
    }

    /// <summary>Chen et al. 2023, algorithm 2, without its decay.</summary>
    public static Func<int, double, double, double> Lion(double eta, double beta1, double beta2)
    {
        double m = 0;
        return (_, theta, g) =>
        {
            double c = beta1 * m + (1 - beta1) * g;
            m = beta2 * m + (1 - beta2) * g;
            return theta - eta * Math.Sign(c);
        };
    }

    /// <summary>L2 regularisation λθ²/2: its gradient λθ comes to the loss's.</summary>
    public static Func<int, double, double, double> Regularized(double lambda, Func<int, double, double, double> step) => (t, theta, g) => step(t, theta, g + lambda * theta);

    /// <summary>Loshchilov and Hutter 2019, algorithm 2 without schedule: θ = θ - ηλθ besides the step.</summary>
    public static Func<int, double, double, double> Decayed(double eta, double lambda, Func<int, double, double, double> step) =>
        (t, theta, g) => theta - eta * lambda * theta + (step(t, theta, g) - theta);
}
