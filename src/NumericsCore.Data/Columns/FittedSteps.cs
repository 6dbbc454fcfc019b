using System.Text.Json;

namespace NumericsCore.Data;

/// <summary>y = (x − shift) / scale.</summary>
internal sealed class AffineStep(string name, double shift, double scale) : FittedStep
{
    public static string[] Names { get; } = ["standard", "min-max", "robust"];

    public override string Kind => name;

    public override string Description => $"{name} scaling";

    public override bool IsScaling => true;

    public override double Apply(double value) => (value - shift) / scale;

    public static AffineStep LoadNumbers(string name, SettingsReader reader)
    {
        double shift = reader.ReadDouble("shift"), scale = reader.ReadDouble("scale");
        return double.IsFinite(shift) && double.IsFinite(scale) && scale > 0
            ? new(name, shift, scale)
            : throw reader.Broken(FormattableString.Invariant($"shift is {shift} and scale {scale}; expected finite numbers, the scale above 0"));
    }

    private protected override void SaveNumbers(Utf8JsonWriter json)
    {
        json.WriteNumber("shift", shift);
        json.WriteNumber("scale", scale);
    }
}

/// <summary>y = ln x, or ln(1 + x).</summary>
internal sealed class LogStep(bool plusOne) : FittedStep
{
    public const string Plain = "log", PlusOne = "log1p";

    public override string Kind => plusOne ? PlusOne : Plain;

    public override string Description => plusOne ? "logarithm of 1 + x" : "logarithm";

    // exact near 0 too: Kahan's way to ln(1 + x)
    public override double Apply(double value)
    {
        if (!plusOne) return Math.Log(value);
        double sum = 1 + value;
        return sum == 1 ? value : Math.Log(sum) * (value / (sum - 1));
    }

    private protected override void SaveNumbers(Utf8JsonWriter json)
    {
    }
}

/// <summary>The power transform of Yeo and Johnson, "A new family of power transformations to improve normality or symmetry", 2000.</summary>
internal sealed class PowerStep(double lambda) : FittedStep
{
    public const string Name = "yeo-johnson";

    private const double Narrowest = 1e-10;

    public override string Kind => Name;

    public override string Description => FormattableString.Invariant($"{Name} transform with λ = {lambda:G4}");

    public override double Apply(double value) => Apply(value, lambda);

    public static PowerStep LoadNumbers(SettingsReader reader)
    {
        double lambda = reader.ReadDouble("lambda");
        return double.IsFinite(lambda) ? new(lambda) : throw reader.Broken(FormattableString.Invariant($"lambda is {lambda}; expected a finite number"));
    }

    /// <summary>y of x: ((1 + x)^λ − 1)/λ from 0 on, −((1 − x)^(2−λ) − 1)/(2 − λ) below; logarithms where a divisor would be 0.</summary>
    internal static double Apply(double x, double lambda) => x >= 0
        ? Math.Abs(lambda) < Narrowest ? Math.Log(1 + x) : (Math.Pow(1 + x, lambda) - 1) / lambda
        : Math.Abs(2 - lambda) < Narrowest ? -Math.Log(1 - x) : -(Math.Pow(1 - x, 2 - lambda) - 1) / (2 - lambda);

    private protected override void SaveNumbers(Utf8JsonWriter json) => json.WriteNumber("lambda", lambda);
}

/// <summary>y = x within bounds, and the nearer bound beyond them.</summary>
internal sealed class ClipStep(double low, double high) : FittedStep
{
    public const string Name = "clip";

    public override string Kind => Name;

    public override string Description => FormattableString.Invariant($"clipped to {low:G6} to {high:G6}");

    public override double Apply(double value) => Math.Clamp(value, low, high);

    public static ClipStep LoadNumbers(SettingsReader reader)
    {
        double low = reader.ReadDouble("low"), high = reader.ReadDouble("high");
        return low <= high ? new(low, high) : throw reader.Broken(FormattableString.Invariant($"low is {low} and high {high}; expected low up to high"));
    }

    private protected override void SaveNumbers(Utf8JsonWriter json)
    {
        json.WriteNumber("low", low);
        json.WriteNumber("high", high);
    }
}

/// <summary>y = the fraction of the rows fitted on that are below x, linear between their quantiles; the mean of both ends where several are equal.</summary>
internal sealed class QuantileStep : FittedStep
{
    public const string Name = "quantile";

    private readonly double[] _quantiles;

    /// <exception cref="ArgumentException">They are not at least two, finite, and in order.</exception>
    public QuantileStep(double[] quantiles)
    {
        for (int i = 0; i < quantiles.Length; i++)
        {
            if (!double.IsFinite(quantiles[i]) || (i > 0 && quantiles[i] < quantiles[i - 1])) throw new ArgumentException("The quantiles are not finite numbers in order.", nameof(quantiles));
        }

        if (quantiles.Length < 2) throw new ArgumentException("There are fewer than two quantiles.", nameof(quantiles));
        _quantiles = quantiles;
    }

    public override string Kind => Name;

    public override string Description => "quantile scaling";

    public override bool IsScaling => true;

    public override double Apply(double value)
    {
        if (value <= _quantiles[0] && value < _quantiles[^1]) return value < _quantiles[0] ? 0 : Equal(value) / 2;
        if (value >= _quantiles[^1]) return value > _quantiles[^1] ? 1 : (First(value) + 1) / 2;
        int at = Array.BinarySearch(_quantiles, value);
        if (at >= 0) return (First(value) + Equal(value)) / 2;
        int above = ~at;
        double weight = (value - _quantiles[above - 1]) / (_quantiles[above] - _quantiles[above - 1]);
        return (above - 1 + weight) / (_quantiles.Length - 1);
    }

    private protected override void SaveNumbers(Utf8JsonWriter json) => json.WriteNumbers("quantiles", _quantiles);

    // the places of the first and the last quantile that is equal, as probabilities
    private double First(double value) => (double)Array.FindIndex(_quantiles, quantile => quantile == value) / (_quantiles.Length - 1);

    private double Equal(double value) => (double)Array.FindLastIndex(_quantiles, quantile => quantile == value) / (_quantiles.Length - 1);
}
