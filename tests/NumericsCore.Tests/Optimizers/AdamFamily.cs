namespace NumericsCore.Tests.Optimizers;

/// <summary>AdamW, NAdam, RAdam, Adamax and Lion of <see cref="OptimizerCase.All"/>, each beside plain scalar code of its library.</summary>
internal static class AdamFamily
{
    public static IEnumerable<OptimizerCase> Cases() => [.. AdamWs(), .. NAdams(), .. RAdams(), .. Adamaxes(), .. Lions()];

    private static IEnumerable<OptimizerCase> AdamWs()
    {
        yield return new("AdamW by name", () => new AdamW(), () => OptimizerCase.Decoupled(0.001, 0.01, OptimizerCase.PyTorchAdam(0.001, 0.9, 0.999, 1e-8)));
        yield return new("AdamW, all numbers", () => new AdamW(0.02, 0.8, 0.95, 1e-3, weightDecay: 0.3), () => OptimizerCase.Decoupled(0.02, 0.3, OptimizerCase.PyTorchAdam(0.02, 0.8, 0.95, 1e-3)));
        yield return new("AdamW, AMSGrad, uncorrected", () => new AdamW(0.02, 0.8, 0.95, 1e-3, biasCorrection: false, amsGrad: true), () => OptimizerCase.Decoupled(0.02, 0.01, OptimizerCase.PyTorchAdam(0.02, 0.8, 0.95, 1e-3, corrected: false, amsGrad: true)));
        yield return new("AdamW, Keras's defaults", () => new AdamW(convention: Convention.Keras), () => OptimizerCase.Decoupled(0.001, 0.004, OptimizerCase.KerasAdam(0.001, 0.9, 0.999, 1e-7)));
        yield return new("AdamW, Keras", () => new AdamW(0.02, 0.8, 0.95, 1e-2, weightDecay: 0.3, convention: Convention.Keras), () => OptimizerCase.Decoupled(0.02, 0.3, OptimizerCase.KerasAdam(0.02, 0.8, 0.95, 1e-2)));
    }

    private static IEnumerable<OptimizerCase> NAdams()
    {
        yield return new("NAdam, defaults", () => new NAdam(), () => PyTorchNAdam(0.002, 0.9, 0.999, 1e-8, 0.004));
        yield return new("NAdam, all numbers", () => new NAdam(0.02, 0.8, 0.95, 1e-3, 0.1), () => PyTorchNAdam(0.02, 0.8, 0.95, 1e-3, 0.1));
        yield return new("NAdam, coupled decay", () => new NAdam(0.02, weightDecay: 0.1), () => OptimizerCase.Coupled(0.1, PyTorchNAdam(0.02, 0.9, 0.999, 1e-8, 0.004)));
        yield return new("NAdam, decoupled decay", () => new NAdam(0.02, weightDecay: 0.1, decoupled: true), () => OptimizerCase.Decoupled(0.02, 0.1, PyTorchNAdam(0.02, 0.9, 0.999, 1e-8, 0.004)));
        yield return new("NAdam, Keras's defaults", () => new NAdam(convention: Convention.Keras), () => KerasNadam(0.001, 0.9, 0.999, 1e-7));
        yield return new("NAdam, Keras", () => new NAdam(0.02, 0.8, 0.95, 1e-3, weightDecay: 0.1, convention: Convention.Keras), () => OptimizerCase.Decoupled(0.02, 0.1, KerasNadam(0.02, 0.8, 0.95, 1e-3)));
    }

    private static IEnumerable<OptimizerCase> RAdams()
    {
        yield return new("RAdam, defaults", () => new RAdam(), () => PyTorchRAdam(0.001, 0.9, 0.999, 1e-8));
        yield return new("RAdam, all numbers", () => new RAdam(0.02, 0.8, 0.95, 1e-3), () => PyTorchRAdam(0.02, 0.8, 0.95, 1e-3));
        yield return new("RAdam, never adaptive", () => new RAdam(0.02, 0.8, 0.5, 1e-3), () => PyTorchRAdam(0.02, 0.8, 0.5, 1e-3));
        yield return new("RAdam, coupled decay", () => new RAdam(0.02, weightDecay: 0.1), () => OptimizerCase.Coupled(0.1, PyTorchRAdam(0.02, 0.9, 0.999, 1e-8)));
        yield return new("RAdam, decoupled decay", () => new RAdam(0.02, weightDecay: 0.1, decoupled: true), () => OptimizerCase.Decoupled(0.02, 0.1, PyTorchRAdam(0.02, 0.9, 0.999, 1e-8)));
        yield return new("RAdam, paper", () => new RAdam(0.02, convention: Convention.Paper), () => PyTorchRAdam(0.02, 0.9, 0.999, 1e-8, threshold: 4));
    }

    private static IEnumerable<OptimizerCase> Adamaxes()
    {
        yield return new("Adamax, defaults", () => new Adamax(), () => PyTorchAdamax(0.002, 0.9, 0.999, 1e-8));
        yield return new("Adamax, all numbers", () => new Adamax(0.02, 0.8, 0.95, 1e-2), () => PyTorchAdamax(0.02, 0.8, 0.95, 1e-2));
        yield return new("Adamax, coupled decay", () => new Adamax(0.02, weightDecay: 0.1), () => OptimizerCase.Coupled(0.1, PyTorchAdamax(0.02, 0.9, 0.999, 1e-8)));
        yield return new("Adamax, decoupled decay", () => new Adamax(0.02, weightDecay: 0.1, decoupled: true), () => OptimizerCase.Decoupled(0.02, 0.1, PyTorchAdamax(0.02, 0.9, 0.999, 1e-8)));
        yield return new("Adamax, Keras's defaults", () => new Adamax(convention: Convention.Keras), () => KerasAdamax(0.001, 0.9, 0.999, 1e-7));
        yield return new("Adamax, Keras", () => new Adamax(0.02, 0.8, 0.95, 1e-2, weightDecay: 0.1, convention: Convention.Keras), () => OptimizerCase.Decoupled(0.02, 0.1, KerasAdamax(0.02, 0.8, 0.95, 1e-2)));
    }

    private static IEnumerable<OptimizerCase> Lions()
    {
        yield return new("Lion, defaults", () => new Lion(), () => PaperLion(0.0001, 0.9, 0.99));
        yield return new("Lion, Keras's defaults", () => new Lion(convention: Convention.Keras), () => PaperLion(0.001, 0.9, 0.99));
        yield return new("Lion, all numbers", () => new Lion(0.02, 0.8, 0.7), () => PaperLion(0.02, 0.8, 0.7));
        yield return new("Lion, decoupled decay", () => new Lion(0.02, weightDecay: 0.1), () => OptimizerCase.Decoupled(0.02, 0.1, PaperLion(0.02, 0.9, 0.99)));
        yield return new("Lion, coupled decay", () => new Lion(0.02, 0.5, 0.7, weightDecay: 0.9, decoupled: false), () => OptimizerCase.Coupled(0.9, PaperLion(0.02, 0.5, 0.7)));
    }

    /// <summary>torch.optim.NAdam, line by line.</summary>
    private static Func<int, double, double, double> PyTorchNAdam(double rate, double beta1, double beta2, double epsilon, double momentumDecay)
    {
        double m = 0, v = 0, product = 1;
        return (t, theta, g) =>
        {
            double mu = beta1 * (1 - 0.5 * Math.Pow(0.96, t * momentumDecay)), next = beta1 * (1 - 0.5 * Math.Pow(0.96, (t + 1) * momentumDecay));
            product *= mu;
            m += (g - m) * (1 - beta1);
            v = v * beta2 + g * g * (1 - beta2);
            double denominator = Math.Sqrt(v / (1 - Math.Pow(beta2, t))) + epsilon;
            theta -= g * (rate * (1 - mu) / (1 - product)) / denominator;
            return theta - m * (rate * next / (1 - product * next)) / denominator;
        };
    }

    /// <summary>keras.optimizers.Nadam, line by line.</summary>
    private static Func<int, double, double, double> KerasNadam(double rate, double beta1, double beta2, double epsilon)
    {
        double m = 0, v = 0, product = 1;
        return (t, theta, g) =>
        {
            double u = beta1 * (1 - 0.5 * Math.Pow(0.96, t)), next = beta1 * (1 - 0.5 * Math.Pow(0.96, t + 1));
            product *= u;
            m += (g - m) * (1 - beta1);
            v += (g * g - v) * (1 - beta2);
            double mHat = next * m / (1 - product * next) + (1 - u) * g / (1 - product), vHat = v / (1 - Math.Pow(beta2, t));
            return theta - mHat * rate / (Math.Sqrt(vHat) + epsilon);
        };
    }

    /// <summary>torch.optim.RAdam, line by line; the paper has another threshold.</summary>
    private static Func<int, double, double, double> PyTorchRAdam(double rate, double beta1, double beta2, double epsilon, double threshold = 5)
    {
        double m = 0, v = 0;
        return (t, theta, g) =>
        {
            m += (g - m) * (1 - beta1);
            v = v * beta2 + g * g * (1 - beta2);
            double correction2 = 1 - Math.Pow(beta2, t), corrected = m / (1 - Math.Pow(beta1, t));
            double most = 2 / (1 - beta2) - 1, length = most - 2 * t * Math.Pow(beta2, t) / correction2;
            if (length <= threshold) return theta - corrected * rate;
            double rectified = Math.Sqrt((length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length));
            return theta - corrected * rate * (Math.Sqrt(correction2) / (Math.Sqrt(v) + epsilon)) * rectified;
        };
    }

    /// <summary>torch.optim.Adamax, line by line.</summary>
    private static Func<int, double, double, double> PyTorchAdamax(double rate, double beta1, double beta2, double epsilon)
    {
        double m = 0, norm = 0;
        return (t, theta, g) =>
        {
            m += (g - m) * (1 - beta1);
            norm = Math.Max(norm * beta2, Math.Abs(g) + epsilon);
            return theta - rate / (1 - Math.Pow(beta1, t)) * m / norm;
        };
    }

    /// <summary>keras.optimizers.Adamax, line by line.</summary>
    private static Func<int, double, double, double> KerasAdamax(double rate, double beta1, double beta2, double epsilon)
    {
        double m = 0, u = 0;
        return (t, theta, g) =>
        {
            m += (g - m) * (1 - beta1);
            u = Math.Max(beta2 * u, Math.Abs(g));
            return theta - rate * m / ((1 - Math.Pow(beta1, t)) * (u + epsilon));
        };
    }

    /// <summary>Chen et al. 2023, algorithm 2, without its decay.</summary>
    private static Func<int, double, double, double> PaperLion(double rate, double beta1, double beta2)
    {
        double m = 0;
        return (_, theta, g) =>
        {
            double update = beta1 * m + (1 - beta1) * g;
            m = beta2 * m + (1 - beta2) * g;
            return theta - rate * Math.Sign(update);
        };
    }
}
