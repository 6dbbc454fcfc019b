using System.Globalization;
using NumericsCore.Measurement;

namespace NumericsCore.Benchmarks;

/// <summary>How fast formulas of users are beside formulas of the same arithmetic that are written as the library's, measured in turns after their bits were compared.</summary>
internal static class OwnFormulaTable
{
    /// <summary>What a formula of a user shall reach of the library's speed.</summary>
    private const double Target = 0.9;

    private static readonly (Type Own, Type Other)[] s_pairs = [(typeof(OwnSigmoid), typeof(Kernels.Formulas.Sigmoid)), (typeof(OwnGelu), typeof(OwnFormulas.Tests.Gelu))];

    /// <summary>Prints a line for each kernel and size.</summary>
    /// <param name="name">The device, as for <see cref="Device.Parse"/>.</param>
    public static void Print(string name)
    {
        var device = MeasuredDevice.Open(name);
        Console.WriteLine($"{device.Device.Name}: {device.Device.Info.Description}; times by {device.Clock.Description}");
        foreach (var (own, other) in s_pairs)
        {
            var pairs = FormulaKernels.Of(own, own.Name, "own").Zip(FormulaKernels.Of(other, other.Name, "library"));
            foreach (var (mine, theirs) in pairs)
                foreach (var size in Sweep.QuickCounts) Console.WriteLine(Line(device, mine, theirs, size));
        }
    }

    private static string Line(MeasuredDevice device, BenchKernel own, BenchKernel other, KernelSize size)
    {
        long rotated = BenchKernel.RotatedBytes(device);
        using PreparedKernel mine = own.Prepare(device.Device, size, rotated), theirs = other.Prepare(device.Device, size, rotated);
        mine.Run(0);
        theirs.Run(0);
        string title = string.Create(CultureInfo.InvariantCulture, $"{own.Name,-20} {other.Name,-20} {size,-5}");
        if (BitCheck.Difference(theirs.Outputs(), mine.Outputs()) is { } difference) return $"{title} WRONG: {difference}";
        int first = 0, second = 0;
        var pair = Sampler.Alternate(device.Clock, () => mine.Run(first++ & int.MaxValue), () => theirs.Run(second++ & int.MaxValue), SamplingPlan.Thorough);
        return string.Create(CultureInfo.InvariantCulture,
            $"{title} {pair.First.Median * 1e6,9:F2} µs, {pair.Second.Median * 1e6,9:F2} µs: {pair.Ratio,6:P1} ± {pair.RatioSpread:P1} of the speed, target {Target:P0} {(pair.Ratio >= Target ? "met" : "missed")}");
    }
}
