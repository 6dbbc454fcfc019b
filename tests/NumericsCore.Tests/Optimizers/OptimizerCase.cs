namespace NumericsCore.Tests.Optimizers;

/// <summary>The one list of optimizers that tests go through: an optimizer with one choice of options, and the same as plain scalar code written from its paper or library.</summary>
/// <param name="Name">What is special about the case.</param>
/// <param name="Create">Makes the optimizer.</param>
/// <param name="Reference">Makes a function of (t, θ, g) that gives the next θ and keeps its own state.</param>
internal sealed record OptimizerCase(string Name, Func<Optimizer> Create, Func<Func<int, double, double, double>> Reference)
{
    public static IReadOnlyList<OptimizerCase> All { get; } = [.. Descents(), .. Adams(), .. Adagrads(), .. Adadeltas(), .. RmsProps(), .. AdamFamily.Cases()];

    /// <summary>The library's optimizers.</summary>
    public static IReadOnlyList<Type> Types { get; } = [.. typeof(Optimizer).Assembly.GetExportedTypes().Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(Optimizer)))];

    /// <summary>Whether the convention is Keras's.</summary>
    public bool IsKeras => Name.Contains("Keras", StringComparison.Ordinal);

    public override string ToString() => Name;

    private static IEnumerable<OptimizerCase> Descents()
    {
        yield return new("SGD, defaults", () => new Sgd(), () => PyTorchSgd(0.001));
        yield return new("SGD, rate", () => new Sgd(0.05), () => PyTorchSgd(0.05));
        yield return new("SGD, momentum", () => new Sgd(0.05, momentum: 0.9), () => PyTorchSgd(0.05, 0.9));
        yield return new("SGD, dampening", () => new Sgd(0.05, momentum: 0.9, dampening: 0.3), () => PyTorchSgd(0.05, 0.9, 0.3));
        yield return new("SGD, full dampening", () => new Sgd(0.05, momentum: 0.9, dampening: 1), () => PyTorchSgd(0.05, 0.9, 1));
        yield return new("SGD, Nesterov", () => new Sgd(0.05, momentum: 0.9, nesterov: true), () => PyTorchSgd(0.05, 0.9, nesterov: true));
        yield return new("SGD, coupled decay", () => new Sgd(0.05, momentum: 0.9, weightDecay: 0.1), () => PyTorchSgd(0.05, 0.9, coupled: 0.1));
        yield return new("SGD, decoupled decay", () => new Sgd(0.05, momentum: 0.9, weightDecay: 0.1, decoupled: true), () => Decoupled(0.05, 0.1, PyTorchSgd(0.05, 0.9)));
        yield return new("SGD, decay without momentum", () => new Sgd(0.05, weightDecay: 0.1), () => PyTorchSgd(0.05, coupled: 0.1));
        yield return new("SGD, Keras's defaults", () => new Sgd(convention: Convention.Keras), () => KerasSgd(0.01, 0));
        yield return new("SGD, Keras's momentum", () => new Sgd(0.03, momentum: 0.8, convention: Convention.Keras), () => KerasSgd(0.03, 0.8));
        yield return new("SGD, Keras's Nesterov", () => new Sgd(0.03, momentum: 0.8, nesterov: true, convention: Convention.Keras), () => KerasSgd(0.03, 0.8, nesterov: true));
        yield return new("SGD, Keras's decay", () => new Sgd(0.03, momentum: 0.8, weightDecay: 0.2, convention: Convention.Keras), () => Decoupled(0.03, 0.2, KerasSgd(0.03, 0.8)));
        yield return new("SGD, Keras with coupled decay", () => new Sgd(0.03, momentum: 0.7, weightDecay: 0.2, decoupled: false, convention: Convention.Keras), () => Coupled(0.2, KerasSgd(0.03, 0.7)));
    }

    private static IEnumerable<OptimizerCase> Adams()
    {
        yield return new("Adam, defaults", () => new Adam(), () => PyTorchAdam(0.001, 0.9, 0.999, 1e-8));
        yield return new("Adam, all numbers", () => new Adam(0.02, 0.8, 0.95, 1e-3), () => PyTorchAdam(0.02, 0.8, 0.95, 1e-3));
        yield return new("Adam, uncorrected", () => new Adam(0.02, 0.8, 0.95, 1e-3, biasCorrection: false), () => PyTorchAdam(0.02, 0.8, 0.95, 1e-3, corrected: false));
        yield return new("Adam, AMSGrad", () => new Adam(0.02, 0.8, 0.95, 1e-3, amsGrad: true), () => PyTorchAdam(0.02, 0.8, 0.95, 1e-3, amsGrad: true));
        yield return new("Adam, uncorrected AMSGrad", () => new Adam(0.02, 0.8, 0.95, 1e-3, biasCorrection: false, amsGrad: true), () => PyTorchAdam(0.02, 0.8, 0.95, 1e-3, corrected: false, amsGrad: true));
        yield return new("Adam, coupled decay", () => new Adam(0.02, weightDecay: 0.1), () => Coupled(0.1, PyTorchAdam(0.02, 0.9, 0.999, 1e-8)));
        yield return new("AdamW", () => new Adam(0.02, weightDecay: 0.1, decoupled: true), () => Decoupled(0.02, 0.1, PyTorchAdam(0.02, 0.9, 0.999, 1e-8)));
        yield return new("Adam, Keras's defaults", () => new Adam(convention: Convention.Keras), () => KerasAdam(0.001, 0.9, 0.999, 1e-7));
        yield return new("Adam, Keras", () => new Adam(0.02, 0.8, 0.95, 1e-3, convention: Convention.Keras), () => KerasAdam(0.02, 0.8, 0.95, 1e-3));
        yield return new("Adam, Keras's AMSGrad", () => new Adam(0.02, 0.8, 0.95, 1e-3, amsGrad: true, convention: Convention.Keras), () => KerasAdam(0.02, 0.8, 0.95, 1e-3, amsGrad: true));
        yield return new("Adam, Keras's decay", () => new Adam(0.02, 0.8, 0.95, 1e-3, weightDecay: 0.1, convention: Convention.Keras), () => Decoupled(0.02, 0.1, KerasAdam(0.02, 0.8, 0.95, 1e-3)));
    }

    private static IEnumerable<OptimizerCase> Adagrads()
    {
        yield return new("Adagrad, defaults", () => new Adagrad(), () => PyTorchAdagrad(0.01, 0, 0, 1e-10));
        yield return new("Adagrad, falling rate", () => new Adagrad(0.1, learningRateDecay: 0.05), () => PyTorchAdagrad(0.1, 0.05, 0, 1e-10));
        yield return new("Adagrad, initial accumulator", () => new Adagrad(0.1, initialAccumulatorValue: 0.5), () => PyTorchAdagrad(0.1, 0, 0.5, 1e-10));
        yield return new("Adagrad, epsilon", () => new Adagrad(0.1, epsilon: 0.2), () => PyTorchAdagrad(0.1, 0, 0, 0.2));
        yield return new("Adagrad, coupled decay", () => new Adagrad(0.1, weightDecay: 0.1), () => Coupled(0.1, PyTorchAdagrad(0.1, 0, 0, 1e-10)));
        yield return new("Adagrad, decoupled decay", () => new Adagrad(0.1, weightDecay: 0.1, decoupled: true), () => Decoupled(0.1, 0.1, PyTorchAdagrad(0.1, 0, 0, 1e-10)));
        yield return new("Adagrad, Keras's defaults", () => new Adagrad(convention: Convention.Keras), () => KerasAdagrad(0.001, 0.1, 1e-7));
        yield return new("Adagrad, Keras", () => new Adagrad(0.1, initialAccumulatorValue: 0.3, epsilon: 0.2, convention: Convention.Keras), () => KerasAdagrad(0.1, 0.3, 0.2));
    }

    private static IEnumerable<OptimizerCase> Adadeltas()
    {
        yield return new("Adadelta, defaults", () => new Adadelta(), () => PlainAdadelta(1, 0.9, 1e-6));
        yield return new("Adadelta, paper", () => new Adadelta(convention: Convention.Paper), () => PlainAdadelta(1, 0.95, 1e-6));
        yield return new("Adadelta, Keras's defaults", () => new Adadelta(convention: Convention.Keras), () => PlainAdadelta(0.001, 0.95, 1e-7));
        yield return new("Adadelta, all numbers", () => new Adadelta(0.5, 0.8, 1e-3), () => PlainAdadelta(0.5, 0.8, 1e-3));
        yield return new("Adadelta, coupled decay", () => new Adadelta(0.5, 0.8, 1e-3, weightDecay: 0.1), () => Coupled(0.1, PlainAdadelta(0.5, 0.8, 1e-3)));
        yield return new("Adadelta, decoupled decay", () => new Adadelta(0.5, 0.8, 1e-3, weightDecay: 0.1, decoupled: true), () => Decoupled(0.5, 0.1, PlainAdadelta(0.5, 0.8, 1e-3)));
    }

    private static IEnumerable<OptimizerCase> RmsProps()
    {
        yield return new("RMSprop, defaults", () => new RmsProp(), () => PyTorchRmsProp(0.01, 0.99, 1e-8));
        yield return new("RMSprop, paper", () => new RmsProp(convention: Convention.Paper), () => PyTorchRmsProp(0.001, 0.9, 1e-8));
        yield return new("RMSprop, all numbers", () => new RmsProp(0.02, 0.8, 1e-2), () => PyTorchRmsProp(0.02, 0.8, 1e-2));
        yield return new("RMSprop, momentum", () => new RmsProp(0.02, 0.8, 1e-2, momentum: 0.9), () => PyTorchRmsProp(0.02, 0.8, 1e-2, 0.9));
        yield return new("RMSprop, centered", () => new RmsProp(0.02, 0.8, 1e-2, centered: true), () => PyTorchRmsProp(0.02, 0.8, 1e-2, centered: true));
        yield return new("RMSprop, centered, momentum", () => new RmsProp(0.02, 0.8, 1e-2, momentum: 0.9, centered: true), () => PyTorchRmsProp(0.02, 0.8, 1e-2, 0.9, centered: true));
        yield return new("RMSprop, coupled decay", () => new RmsProp(0.02, 0.8, 1e-2, weightDecay: 0.1), () => Coupled(0.1, PyTorchRmsProp(0.02, 0.8, 1e-2)));
        yield return new("RMSprop, decoupled decay", () => new RmsProp(0.02, 0.8, 1e-2, weightDecay: 0.1, decoupled: true), () => Decoupled(0.02, 0.1, PyTorchRmsProp(0.02, 0.8, 1e-2)));
        yield return new("RMSprop, Keras's defaults", () => new RmsProp(convention: Convention.Keras), () => KerasRmsProp(0.001, 0.9, 1e-7));
        yield return new("RMSprop, Keras's momentum", () => new RmsProp(0.02, 0.8, 1e-2, momentum: 0.9, convention: Convention.Keras), () => KerasRmsProp(0.02, 0.8, 1e-2, 0.9));
        yield return new("RMSprop, Keras, centered", () => new RmsProp(0.02, 0.8, 1e-2, centered: true, convention: Convention.Keras), () => KerasRmsProp(0.02, 0.8, 1e-2, centered: true));
        yield return new("RMSprop, Keras, all options", () => new RmsProp(0.02, 0.8, 1e-2, 0.9, centered: true, weightDecay: 0.1, convention: Convention.Keras), () => Decoupled(0.02, 0.1, KerasRmsProp(0.02, 0.8, 1e-2, 0.9, centered: true)));
    }

    /// <summary>L2 regularisation: λθ is added to the gradient.</summary>
    public static Func<int, double, double, double> Coupled(double decay, Func<int, double, double, double> step) =>
        (t, theta, g) => step(t, theta, g + decay * theta);

    /// <summary>AdamW's decay: θ shrinks first, by a part of the rate, and the gradient knows nothing of it.</summary>
    public static Func<int, double, double, double> Decoupled(double rate, double decay, Func<int, double, double, double> step) =>
        (t, theta, g) => step(t, theta - rate * decay * theta, g);

    /// <summary>torch.optim.SGD, line by line.</summary>
    private static Func<int, double, double, double> PyTorchSgd(double rate, double momentum = 0, double dampening = 0, bool nesterov = false, double coupled = 0)
    {
        double? buffer = null;
        return (_, theta, g) =>
        {
            if (coupled != 0) g += coupled * theta;
            if (momentum != 0)
            {
                buffer = buffer is { } b ? momentum * b + (1 - dampening) * g : g;
                g = nesterov ? g + momentum * buffer.Value : buffer.Value;
            }

            return theta - rate * g;
        };
    }

    /// <summary>keras.optimizers.SGD, line by line.</summary>
    private static Func<int, double, double, double> KerasSgd(double rate, double momentum, bool nesterov = false)
    {
        double m = 0;
        return (_, theta, g) =>
        {
            if (momentum == 0) return theta - rate * g;
            m = m * momentum - g * rate;
            return nesterov ? theta + m * momentum - g * rate : theta + m;
        };
    }

    /// <summary>torch.optim.Adam, line by line.</summary>
    public static Func<int, double, double, double> PyTorchAdam(double rate, double beta1, double beta2, double epsilon, bool corrected = true, bool amsGrad = false)
    {
        double m = 0, v = 0, greatest = 0;
        return (t, theta, g) =>
        {
            m += (g - m) * (1 - beta1);
            v = v * beta2 + g * g * (1 - beta2);
            double correction1 = corrected ? 1 - Math.Pow(beta1, t) : 1, correction2 = corrected ? 1 - Math.Pow(beta2, t) : 1;
            greatest = Math.Max(greatest, v);
            double denominator = Math.Sqrt(amsGrad ? greatest : v) / Math.Sqrt(correction2) + epsilon;
            return theta - rate / correction1 * m / denominator;
        };
    }

    /// <summary>keras.optimizers.Adam, line by line.</summary>
    public static Func<int, double, double, double> KerasAdam(double rate, double beta1, double beta2, double epsilon, bool amsGrad = false)
    {
        double m = 0, v = 0, greatest = 0;
        return (t, theta, g) =>
        {
            double alpha = rate * Math.Sqrt(1 - Math.Pow(beta2, t)) / (1 - Math.Pow(beta1, t));
            m += (g - m) * (1 - beta1);
            v += (g * g - v) * (1 - beta2);
            greatest = Math.Max(greatest, v);
            return theta - m * alpha / (Math.Sqrt(amsGrad ? greatest : v) + epsilon);
        };
    }

    private static Func<int, double, double, double> PyTorchAdagrad(double rate, double decay, double accumulator, double epsilon)
    {
        double sum = accumulator;
        return (t, theta, g) =>
        {
            sum += g * g;
            return theta - rate / (1 + (t - 1) * decay) * g / (Math.Sqrt(sum) + epsilon);
        };
    }

    private static Func<int, double, double, double> KerasAdagrad(double rate, double accumulator, double epsilon)
    {
        double sum = accumulator;
        return (_, theta, g) =>
        {
            sum += g * g;
            return theta - rate * g / Math.Sqrt(sum + epsilon);
        };
    }

    private static Func<int, double, double, double> PlainAdadelta(double rate, double rho, double epsilon)
    {
        double squares = 0, deltas = 0;
        return (_, theta, g) =>
        {
            squares = rho * squares + (1 - rho) * g * g;
            double delta = Math.Sqrt(deltas + epsilon) / Math.Sqrt(squares + epsilon) * g;
            deltas = rho * deltas + (1 - rho) * delta * delta;
            return theta - rate * delta;
        };
    }

    /// <summary>torch.optim.RMSprop, line by line.</summary>
    private static Func<int, double, double, double> PyTorchRmsProp(double rate, double alpha, double epsilon, double momentum = 0, bool centered = false)
    {
        double squareAverage = 0, gradientAverage = 0, buffer = 0;
        return (_, theta, g) =>
        {
            squareAverage = squareAverage * alpha + (1 - alpha) * g * g;
            double average = squareAverage;
            if (centered)
            {
                gradientAverage += (g - gradientAverage) * (1 - alpha);
                average -= gradientAverage * gradientAverage;
            }

            double divisor = Math.Sqrt(average) + epsilon;
            if (momentum == 0) return theta - rate * g / divisor;
            buffer = buffer * momentum + g / divisor;
            return theta - rate * buffer;
        };
    }

    /// <summary>keras.optimizers.RMSprop, line by line.</summary>
    private static Func<int, double, double, double> KerasRmsProp(double rate, double rho, double epsilon, double momentum = 0, bool centered = false)
    {
        double velocity = 0, averageGradient = 0, moment = 0;
        return (_, theta, g) =>
        {
            velocity = rho * velocity + (1 - rho) * (g * g);
            double denominator = velocity + epsilon;
            if (centered)
            {
                averageGradient = rho * averageGradient + (1 - rho) * g;
                denominator = velocity - averageGradient * averageGradient + epsilon;
            }

            double increment = rate * g / Math.Sqrt(denominator);
            if (momentum == 0) return theta - increment;
            moment = momentum * moment + increment;
            return theta - moment;
        };
    }
}
