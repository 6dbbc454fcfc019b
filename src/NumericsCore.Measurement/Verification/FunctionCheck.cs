using System.Numerics;
using NumericsCore.Kernels;

namespace NumericsCore.Measurement;

/// <summary>What a device made of a function, beside what it should.</summary>
/// <param name="Function">The function.</param>
/// <param name="ElementType">"float32" or "float64".</param>
/// <param name="Arguments">Tuples of arguments.</param>
/// <param name="Sha256">The hash of the results, in lower-case hexadecimal.</param>
/// <param name="Expected">The one of the tool.</param>
/// <param name="MaxUlps">The largest error that docs/accuracy.md states, in units in the last place; null where it states none.</param>
internal sealed record FunctionRow(string Function, string ElementType, int Arguments, string Sha256, string Expected, double? MaxUlps) : InvariantRecord
{
    /// <summary>Whether the bits are those of the tool.</summary>
    public bool Agrees => Sha256 == Expected;
}

/// <summary>Hashes what a device makes of each elementwise function.</summary>
internal static class FunctionCheck
{
    /// <summary>Checks functions, each in float32 and, where the device has it, float64.</summary>
    public static IEnumerable<FunctionRow> Run(Device device, IEnumerable<TableFunction> functions, GoldenFunctions golden, CancellationToken cancellationToken = default)
    {
        foreach (var function in functions)
        {
            yield return Of<float>(device, function, "float32", golden);
            cancellationToken.ThrowIfCancellationRequested();
            if (device.Backend is GpuBackend { HasFloat64: false }) continue;
            yield return Of<double>(device, function, "float64", golden);
        }
    }

    private static FunctionRow Of<T>(Device device, TableFunction function, string elementType, GoldenFunctions golden) where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var arguments = FunctionArguments.Several<T>(function.Arguments);
        Tensor[] x = [.. arguments.Select(values => Tensor.From(values, device))];
        using var y = function.Call(x);
        string hash = BitHash.Of(y.ToArray<T>());
        foreach (var tensor in x) tensor.Dispose();
        var (expected, ulps) = golden.Of(function.Name, elementType);
        return new FunctionRow(function.Name, elementType, arguments[0].Length, hash, expected, ulps);
    }
}
