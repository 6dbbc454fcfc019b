using System.Globalization;

namespace NumericsCore.Testing;

/// <summary>A formula and its pullbacks give the same bits however they are run.</summary>
internal static class BitsLaw
{
    // more than a block of threads, and more than one CPU thread takes alone
    private const int ManyElements = 70_001;

    private static readonly int[] s_lengths = [.. Enumerable.Range(0, 257), ManyElements];

    public static void Check(FormulaSubject subject, IReadOnlyList<Device> others) =>
        Check(subject.Name, length => FormulaSamples.WithSpecials(subject, length), s_lengths, (x, type, device) => Run(subject, x, type, device), others);

    /// <summary>Checks anything that is computed of some arguments, by its results.</summary>
    /// <param name="name">What is computed.</param>
    /// <param name="arguments">The arguments of so many elements.</param>
    /// <param name="lengths">The numbers of elements.</param>
    /// <param name="run">The results on a device.</param>
    /// <param name="others">Where else to run it than on the CPU.</param>
    public static void Check(string name, Func<int, double[][]> arguments, IEnumerable<int> lengths, Func<double[][], ElementType, Device, Part[]> run, IReadOnlyList<Device> others)
    {
        (string Name, Device Device)[] devices = [.. Processors(), .. others.Select(static device => ($"{device.Name}, {device.Description}", device))];
        var scalars = Device.CreateCpu(1, vectorBits: 0);
        foreach (int length in lengths)
        {
            double[][] x = arguments(length);
            foreach (var type in new[] { ElementType.Float32, ElementType.Float64 })
            {
                var expected = run(x, type, scalars);
                foreach (var (where, device) in devices) Compare(name, x, type, expected, run(x, type, device), where);
            }
        }
    }

    private static IEnumerable<(string Name, Device Device)> Processors()
    {
        foreach (int bits in new[] { 128, 256, 512 }) yield return (string.Create(CultureInfo.InvariantCulture, $"the CPU with vectors of {bits} bits"), Device.CreateCpu(1, bits));
        foreach (int threads in new[] { 2, 3 }) yield return (string.Create(CultureInfo.InvariantCulture, $"the CPU with {threads} threads"), Device.CreateCpu(threads));
    }

    private static Part[] Run(FormulaSubject subject, double[][] x, ElementType type, Device device)
    {
        Tensor[] leaves = [.. x.Select(argument => FormulaSamples.ToTensor(argument, type, device).WithGradient())];
        var y = subject.Apply(leaves);
        y.Backward(FormulaSamples.ToTensor(FormulaSamples.Gradients(x[0].Length), type, device));
        return
        [
            new("the result", y.ToDoubleArray()),
            .. leaves.Select(static (leaf, k) => new Part(string.Create(CultureInfo.InvariantCulture, $"the gradient with respect to argument {k}"), leaf.Gradient!.ToDoubleArray())),
        ];
    }

    private static void Compare(string name, double[][] x, ElementType type, Part[] expected, Part[] actual, string device)
    {
        foreach (var ((what, right), (_, values)) in expected.Zip(actual))
        {
            for (int i = 0; i < right.Length; i++)
            {
                if (IsSame(right[i], values[i])) continue;
                string place = right.Length == x[0].Length ? $"at ({FormulaSamples.Show(x, i)})" : FormattableString.Invariant($"of {x[0].Length} elements");
                throw new FormulaLawException(FormattableString.Invariant(
                    $"{name}: {what} {place} is {values[i]:R} on {device} and {right[i]:R} on the CPU with scalars, in {type.Name()}, element {i} of {right.Length}. A formula computes with its lane's operations alone."));
            }
        }
    }

    private static bool IsSame(double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) || (double.IsNaN(a) && double.IsNaN(b));

    /// <summary>One of the results that are compared.</summary>
    /// <param name="What">What it is, for messages.</param>
    /// <param name="Values">Its elements.</param>
    internal readonly record struct Part(string What, double[] Values);
}
