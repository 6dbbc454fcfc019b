namespace NumericsCore.Kernels;

/// <summary>What a kernel call reads and writes. Implementations have fields, not properties: a visitor is shown them where they lie.</summary>
internal interface IOperands<TSelf> where TSelf : struct, IOperands<TSelf>
{
    /// <summary>The type of the elements computed with: the lane of a GPU follows from it.</summary>
    static abstract Type ElementType { get; }

    /// <summary>Shows every operand to the visitor, in its place: a visitor of a copy may put another there.</summary>
    void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IOperandVisitor;
}

/// <summary>
/// A kernel with the values that it takes besides operands, and how each device runs it. The operands have been checked and are kept
/// alive until it returns.
/// </summary>
internal interface IKernel<TOperands> where TOperands : struct, IOperands<TOperands>
{
    /// <summary>Whether a result may lie where an operand lies, element for element.</summary>
    static virtual bool RunsInPlace => false;

    /// <summary>Whether addresses come from memory that a call before it may have to write first.</summary>
    static virtual bool ReadsAddresses => false;

    void RunOn(CpuBackend cpu, in TOperands operands);

    void RunOn<TLane>(GpuBackend gpu, in TOperands operands) where TLane : unmanaged, IGpuLane<TLane>;
}

/// <summary>What looks at operands, or puts others in their place. Each is named as in messages.</summary>
internal interface IOperandVisitor
{
    /// <summary>An operand of which the first <paramref name="needed"/> elements are read.</summary>
    void Reads<T>(in Slice<T> slice, nint needed, string name) where T : unmanaged;

    /// <summary>An operand of which the first <paramref name="needed"/> elements are written, whatever they were.</summary>
    void Writes<T>(in Slice<T> slice, nint needed, string name) where T : unmanaged;

    /// <summary>An operand of which the first <paramref name="needed"/> elements are read and written.</summary>
    void Updates<T>(in Slice<T> slice, nint needed, string name) where T : unmanaged;
}
