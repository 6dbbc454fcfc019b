namespace NumericsCore.Kernels;

/// <summary>What a kernel call reads and writes. Implementations have fields, not properties: a visitor is shown them where they lie.</summary>
internal interface IOperands<TSelf> where TSelf : struct, IOperands<TSelf>
{
    /// <summary>The type of the elements computed with: the lane of a GPU follows from it.</summary>
    static abstract Type ElementType { get; }

    /// <summary>Shows every operand to the visitor, in its place: a visitor of a copy may put another there.</summary>
    void Visit(OperandVisitor visitor);
}

/// <summary>
/// A kernel with the values that it takes besides operands, and how each device runs it. The operands have been checked and are kept
/// alive until it returns. Implementations are explicit: others take two methods each for <see langword="in"/>, which costs a start.
/// </summary>
internal interface IKernel<TOperands> where TOperands : struct, IOperands<TOperands>
{
    /// <summary>Whether a result may lie where an operand lies, element for element.</summary>
    static virtual bool RunsInPlace => false;

    void RunOn(CpuBackend cpu, in TOperands operands);

    void RunOn<TLane>(GpuBackend gpu, in TOperands operands) where TLane : unmanaged, IGpuLane<TLane>;
}
