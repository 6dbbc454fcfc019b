using System.Numerics;

namespace NumericsCore.Kernels;

/// <summary>
/// One step of a planned forward pass on a CPU: a function of each row of a matrix. A step holds no memory, so any number of threads may run it
/// at once; what it packs lies in a block that it is given.
/// </summary>
/// <param name="inputs">Elements of a row that the step reads.</param>
/// <param name="outputs">Elements of a row that the step gives.</param>
internal abstract unsafe class ForwardStep<T>(nint inputs, nint outputs) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public nint Inputs { get; } = inputs;

    public nint Outputs { get; } = outputs;

    /// <summary>Elements that the step would rather write in a row: beyond <see cref="Outputs"/> they say nothing.</summary>
    public virtual nint PaddedOutputs => Outputs;

    /// <summary>Whether rows of the input follow each other without a gap.</summary>
    public virtual bool NeedsRowsTogether => false;

    /// <summary>Multiply-adds for a row.</summary>
    public virtual nint Work => 0;

    /// <summary>Elements of packed parameters, a whole number of 64 bytes.</summary>
    public virtual nint PackedLength => 0;

    /// <summary>Parts that the outputs can be cut into, each a range of columns.</summary>
    public virtual nint Parts => 1;

    /// <summary>Parts that are computed together fastest, for as many rows.</summary>
    public virtual nint PartsTogether(nint rows) => 1;

    /// <summary>Computes the rows of some parts of the outputs. x and y do not overlap.</summary>
    /// <param name="packed">The packed parameters.</param>
    /// <param name="x">The first row.</param>
    /// <param name="xRow">From one row to the next, in elements.</param>
    /// <param name="y">The first row of results: <see cref="Outputs"/> elements, or <see cref="PaddedOutputs"/> where rows are that far apart.</param>
    /// <param name="yRow">From one row to the next, in elements.</param>
    /// <param name="rows">Rows, at least 1.</param>
    /// <param name="firstPart">The first part.</param>
    /// <param name="endPart">The part behind the last.</param>
    public abstract void Run(T* packed, T* x, nint xRow, T* y, nint yRow, nint rows, nint firstPart, nint endPart);
}

/// <summary>A step of rows times a matrix.</summary>
internal abstract unsafe class DenseStep<T>(nint inputs, nint outputs) : ForwardStep<T>(inputs, outputs) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public sealed override nint Work => Inputs * Outputs;

    /// <summary>Copies the parameters into the order that the micro-kernels read.</summary>
    /// <param name="weight">[inputs, outputs], row-major.</param>
    /// <param name="bias">[outputs], or null for none.</param>
    /// <param name="packed">Memory for <see cref="ForwardStep{T}.PackedLength"/> elements, aligned to 64 bytes.</param>
    public abstract void Pack(T* weight, T* bias, T* packed);

    /// <summary>The step epilogue(x · weight, bias) in a lane of the given width.</summary>
    public static DenseStep<T> Create<TEpilogue>(nint inputs, nint outputs, int simdBits, TEpilogue epilogue) where TEpilogue : struct, IEpilogue
    {
        var creation = new Creation<TEpilogue>(inputs, outputs, epilogue);
        SimdWidth.Run<Creation<TEpilogue>, T>(ref creation, simdBits);
        return creation.Step!;
    }

    private struct Creation<TEpilogue>(nint inputs, nint outputs, TEpilogue epilogue) : ILaneLoop<T> where TEpilogue : struct, IEpilogue
    {
        public DenseStep<T>? Step { get; private set; }

        public void Run<TLane>() where TLane : struct, IVectorLane<TLane, T> => Step = new PackedDense<TEpilogue, TLane, T>(inputs, outputs, epilogue);
    }
}
