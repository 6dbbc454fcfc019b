namespace NumericsCore.CudaEmulator;

/// <summary>A text of PTX, parsed.</summary>
public sealed class PtxModule
{
    private PtxModule(IReadOnlyDictionary<string, PtxKernel> kernels) => Kernels = kernels;

    /// <summary>The .entry functions by name.</summary>
    public IReadOnlyDictionary<string, PtxKernel> Kernels { get; }

    /// <summary>Parses a text of PTX.</summary>
    /// <exception cref="PtxException">Something in it is not known; the message quotes the line.</exception>
    public static PtxModule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 0 ? new PtxModule(new Dictionary<string, PtxKernel>()) : throw new PtxException($"PTX is not read yet: {text}");
    }
}
