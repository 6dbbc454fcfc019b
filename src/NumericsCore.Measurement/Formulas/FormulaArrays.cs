using NumericsCore.Kernels;

namespace NumericsCore.Measurement;

/// <summary>A kernel of a formula over arrays of one length: its operands, and where it writes.</summary>
internal delegate void FormulaCall(Backend backend, ReadOnlySpan<Slice<float>> operands, Slice<float> result);

/// <summary>Sets up kernels of formulas: arguments sampled from their domains, the result, and the gradient where it is pulled back.</summary>
internal static class FormulaArrays
{
    /// <summary>Where gradients are sampled.</summary>
    public static readonly Domain Gradient = new(-1, 1);

    /// <summary>y = f(x, ...).</summary>
    /// <param name="name">The formula, for messages.</param>
    /// <param name="domains">Where each argument is sampled.</param>
    /// <param name="call">The kernel of the arguments.</param>
    public static Func<Device, KernelSize, long, PreparedKernel> Forward(string name, Domain[] domains, FormulaCall call) => (device, size, rotatedBytes) =>
        Prepare(name, device.Backend, size.Count, rotatedBytes, domains, null, call);

    /// <summary>dx = f.Pullback(x, ..., y, dy).</summary>
    /// <param name="name">The formula, for messages.</param>
    /// <param name="domains">Where each argument is sampled.</param>
    /// <param name="forward">The kernel that gives y.</param>
    /// <param name="call">The kernel of the arguments, y and dy.</param>
    public static Func<Device, KernelSize, long, PreparedKernel> Backward(string name, Domain[] domains, FormulaCall forward, FormulaCall call) => (device, size, rotatedBytes) =>
        Prepare(name, device.Backend, size.Count, rotatedBytes, [.. domains, Gradient], forward, call);

    /// <summary>The reduction of all elements.</summary>
    /// <param name="name">The formula, for messages.</param>
    /// <param name="reduce">The kernel of the elements.</param>
    public static Func<Device, KernelSize, long, PreparedKernel> Reduction(string name, FormulaCall reduce) => (device, size, rotatedBytes) =>
        // near 1, so that not even a product of all leaves the range of the numbers
        Prepare(name, device.Backend, size.Count, rotatedBytes, [new Domain(0.999, 1.001)], null, reduce, results: 1);

    private static PreparedKernel Prepare(string name, Backend backend, int count, long rotatedBytes, Domain[] domains, FormulaCall? forward, FormulaCall call, int? results = null)
    {
        double bytes = sizeof(float) * ((domains.Length + (forward is null ? 0.0 : 1)) * count + (results ?? count));
        var sets = new BufferSets(backend, bytes, rotatedBytes);
        try
        {
            Slice<float>[][] sampled = [.. domains.Select(domain => sets.Random(count, (float)domain.Low, (float)domain.High))];
            Slice<float>[] written = sets.Empty(results ?? count), y = forward is null ? [] : sets.Empty(count);
            Slice<float>[][] operands =
            [
                .. Enumerable.Range(0, sets.Count).Select(set => (Slice<float>[])
                [
                    .. sampled[..^1].Select(array => array[set]),
                    // y comes before dy
                    .. forward is null ? [sampled[^1][set]] : (ReadOnlySpan<Slice<float>>)[y[set], sampled[^1][set]],
                ]),
            ];
            for (int set = 0; set < y.Length; set++) Run(name, backend, forward!, operands[set].AsSpan(0, domains.Length - 1), y[set]);
            return new PreparedKernel(sets)
            {
                Run = i => Run(name, backend, call, operands[i % sets.Count], written[i % sets.Count]),
                Outputs = () => [OneNaN(sets.Read(written[0]))],
                Bytes = bytes,
            };
        }
        catch
        {
            sets.Dispose();
            throw;
        }
    }

    /// <summary>Runs a formula: what its author's code throws is a remark on it, and no defect of this program.</summary>
    private static void Run(string name, Backend backend, FormulaCall call, ReadOnlySpan<Slice<float>> operands, Slice<float> result)
    {
        try
        {
            call(backend, operands, result);
        }
        catch (Exception exception) when (FormulaException.IsOfAuthor(exception))
        {
            throw new FormulaException(name, exception);
        }
    }

    /// <summary>The values with one NaN for all: which NaN an operation gives is the processor's business.</summary>
    public static float[] OneNaN(float[] values)
    {
        for (int i = 0; i < values.Length; i++)
            if (float.IsNaN(values[i])) values[i] = float.NaN;
        return values;
    }
}
