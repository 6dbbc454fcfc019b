using System.Globalization;

namespace NumericsCore.Testing;

/// <summary>A formula and its pullbacks give the same bits however they are run.</summary>
internal static class BitsLaw
{
    // more than a block of threads, and more than one CPU thread takes alone
    private const int ManyElements = 70_001;

    private static readonly int[] s_lengths = [.. Enumerable.Range(0, 257), ManyElements];

    public static void Check(FormulaSubject subject, IEnumerable<Device> others)
    {
        (string Name, Device Device)[] devices = [.. Processors(), .. others.Select(static device => ($"{device.Name}, {device.Description}", device))];
        var scalars = Device.CreateCpu(1, vectorBits: 0);
        foreach (var type in new[] { ElementType.Float32, ElementType.Float64 })
        {
            foreach (int length in s_lengths)
            {
                double[][] x = FormulaSamples.WithSpecials(subject, length);
                double[][] expected = Run(subject, x, type, scalars);
                foreach (var (name, device) in devices) Compare(subject, x, type, expected, Run(subject, x, type, device), name);
            }
        }
    }

    private static IEnumerable<(string Name, Device Device)> Processors()
    {
        foreach (int bits in new[] { 128, 256, 512 }) yield return (string.Create(CultureInfo.InvariantCulture, $"the CPU with vectors of {bits} bits"), Device.CreateCpu(1, bits));
        foreach (int threads in new[] { 2, 3 }) yield return (string.Create(CultureInfo.InvariantCulture, $"the CPU with {threads} threads"), Device.CreateCpu(threads));
    }

    /// <summary>The result, then the gradient with respect to each argument.</summary>
    private static double[][] Run(FormulaSubject subject, double[][] x, ElementType type, Device device)
    {
        Tensor[] leaves = [.. x.Select(argument => FormulaSamples.ToTensor(argument, type, device).WithGradient())];
        var y = subject.Apply(leaves);
        y.Backward(FormulaSamples.ToTensor(FormulaSamples.Gradients(x[0].Length), type, device));
        return [y.ToDoubleArray(), .. leaves.Select(static leaf => leaf.Gradient!.ToDoubleArray())];
    }

    private static void Compare(FormulaSubject subject, double[][] x, ElementType type, double[][] expected, double[][] actual, string device)
    {
        for (int k = 0; k < expected.Length; k++)
        {
            for (int i = 0; i < expected[k].Length; i++)
            {
                if (IsSame(expected[k][i], actual[k][i])) continue;
                string what = k == 0 ? "the result" : string.Create(CultureInfo.InvariantCulture, $"the gradient with respect to argument {k - 1}");
                throw new FormulaLawException(FormattableString.Invariant(
                    $"{subject.Name}: {what} at ({FormulaSamples.Show(x, i)}) is {actual[k][i]:R} on {device} and {expected[k][i]:R} on the CPU with scalars, in {type.Name()}, element {i} of {expected[k].Length}. A formula computes with its lane's operations alone."));
            }
        }
    }

    private static bool IsSame(double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) || (double.IsNaN(a) && double.IsNaN(b));
}
