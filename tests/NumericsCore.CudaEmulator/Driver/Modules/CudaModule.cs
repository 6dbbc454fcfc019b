namespace NumericsCore.CudaEmulator;

/// <summary>A loaded module.</summary>
internal sealed class CudaModule(CudaContext context, PtxModule ptx)
{
    public CudaContext Context => context;

    public PtxModule Ptx => ptx;

    /// <summary>The handles of its functions that were asked for, by name.</summary>
    public Dictionary<string, nint> Functions { get; } = [];

    public bool IsUnloaded { get; set; }
}

/// <summary>A kernel of a module.</summary>
internal sealed record CudaFunction(CudaModule Module, PtxKernel Kernel);
