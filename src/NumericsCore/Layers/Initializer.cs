using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>How the initial values of a parameter are chosen.</summary>
public abstract class Initializer
{
    /// <summary>Uniform in ±√(6 / (fanIn + fanOut)) (Glorot and Bengio 2010): keeps the variance through linear and sigmoid layers.</summary>
    public static Initializer GlorotUniform { get; } = new UniformInitializer((fanIn, fanOut) => Math.Sqrt(6.0 / (fanIn + fanOut)));

    /// <summary>Normal with standard deviation √(2 / (fanIn + fanOut)) (Glorot and Bengio 2010).</summary>
    public static Initializer GlorotNormal { get; } = new NormalInitializer(0, (fanIn, fanOut) => Math.Sqrt(2.0 / (fanIn + fanOut)));

    /// <summary>Uniform in ±√(6 / fanIn) (He et al. 2015): keeps the variance through ReLU layers.</summary>
    public static Initializer HeUniform { get; } = new UniformInitializer((fanIn, _) => Math.Sqrt(6.0 / fanIn));

    /// <summary>Normal with standard deviation √(2 / fanIn) (He et al. 2015).</summary>
    public static Initializer HeNormal { get; } = new NormalInitializer(0, (fanIn, _) => Math.Sqrt(2.0 / fanIn));

    /// <summary>All zeros.</summary>
    public static Initializer Zeros { get; } = new ConstantInitializer(0);

    /// <summary>All one value.</summary>
    public static Initializer Constant(double value) => new ConstantInitializer(value);

    /// <summary>Uniform in [-bound, bound).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is negative or not finite.</exception>
    public static Initializer Uniform(double bound)
    {
        RequireFiniteAndNotNegative(bound, nameof(bound));
        return new UniformInitializer((_, _) => bound, bound);
    }

    /// <summary>Normal with the given standard deviation and mean.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The standard deviation is negative or not finite.</exception>
    public static Initializer Normal(double standardDeviation, double mean = 0)
    {
        RequireFiniteAndNotNegative(standardDeviation, nameof(standardDeviation));
        return new NormalInitializer(mean, (_, _) => standardDeviation, standardDeviation);
    }

    /// <summary>The initial values.</summary>
    /// <param name="shape">The parameter's shape.</param>
    /// <param name="fanIn">Inputs that feed one output.</param>
    /// <param name="fanOut">Outputs that one input feeds.</param>
    /// <param name="seed">The model's seed.</param>
    /// <param name="stream">The parameter's own random stream.</param>
    /// <param name="elementType">The parameter's element type.</param>
    /// <param name="device">The parameter's device.</param>
    public abstract Tensor Create(Shape shape, int fanIn, int fanOut, ulong seed, uint stream, ElementType elementType, Device device);

    /// <summary>The kind of distribution and its settings.</summary>
    public override string ToString()
    {
        if (this == GlorotUniform) return nameof(GlorotUniform);
        if (this == GlorotNormal) return nameof(GlorotNormal);
        if (this == HeUniform) return nameof(HeUniform);
        if (this == HeNormal) return nameof(HeNormal);
        return this == Zeros ? nameof(Zeros) : GetType().Name;
    }

    private static void RequireFiniteAndNotNegative(double value, string name)
    {
        if (!(value >= 0) || double.IsInfinity(value))
            throw OutOfRange.Error(name, value, "Expected a finite number of at least 0.");
    }

    /// <param name="bound">From fan-in and fan-out.</param>
    /// <param name="fixedBound">The bound, if it depends on neither.</param>
    internal sealed class UniformInitializer(Func<int, int, double> bound, double? fixedBound = null) : Initializer
    {
        public double? Bound => fixedBound;

        public override string ToString() => Bound is null ? base.ToString() : new RecordText(nameof(Uniform)).AddIfSet(nameof(Bound), Bound).ToString();

        public override Tensor Create(Shape shape, int fanIn, int fanOut, ulong seed, uint stream, ElementType elementType, Device device)
        {
            double limit = bound(fanIn, fanOut);
            return Tensor.UniformAt(shape, new RandomAddress(seed, stream, null), -limit, limit, elementType, device);
        }
    }

    /// <param name="mean">The mean.</param>
    /// <param name="standardDeviation">From fan-in and fan-out.</param>
    /// <param name="fixedDeviation">The standard deviation, if it depends on neither.</param>
    internal sealed class NormalInitializer(double mean, Func<int, int, double> standardDeviation, double? fixedDeviation = null) : Initializer
    {
        public double Mean => mean;

        public double? StandardDeviation => fixedDeviation;

        public override string ToString() => StandardDeviation is null ? base.ToString() : new RecordText(nameof(Normal)).AddIfSet(nameof(StandardDeviation), StandardDeviation).Add(nameof(Mean), Mean).ToString();

        public override Tensor Create(Shape shape, int fanIn, int fanOut, ulong seed, uint stream, ElementType elementType, Device device) =>
            Tensor.NormalAt(shape, new RandomAddress(seed, stream, null), mean, standardDeviation(fanIn, fanOut), elementType, device);
    }

    internal sealed class ConstantInitializer(double value) : Initializer
    {
        public double Value => value;

        public override string ToString() => this == Zeros ? base.ToString() : new RecordText(nameof(Constant)).Add(nameof(Value), Value).ToString();

        public override Tensor Create(Shape shape, int fanIn, int fanOut, ulong seed, uint stream, ElementType elementType, Device device) =>
            Tensor.Full(shape, value, elementType, device);
    }
}
