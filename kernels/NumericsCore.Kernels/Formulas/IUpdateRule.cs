namespace NumericsCore.Kernels;

/// <summary>
/// One step of an optimizer for one parameter element, written once for every lane. A rule is a struct whose fields are what the update
/// equation takes besides tensors, such as a <see cref="FormulaValue"/> or a <see cref="DecayRate"/>, prepared anew for each step and
/// kept in device memory. Weight decay and gradient clipping are applied around every rule.
/// </summary>
/// <remarks>
/// Declare decay rates before other fields: ILGPU takes structures for one type whose numbers lie alike, however they are nested, and keeps
/// a rule in memory instead of registers where a nested structure in one reaches over the ends of two in the other.
/// </remarks>
public interface IUpdateRule
{
    /// <summary>State values kept for each parameter element: 0 to 3.</summary>
    static abstract int Slots { get; }

    /// <summary>Updates the parameter θ and its state from the gradient g. State beyond <see cref="Slots"/> must not be used.</summary>
    void Update<TLane>(TLane g, ref TLane theta, ref TLane s0, ref TLane s1, ref TLane s2) where TLane : struct, ILane<TLane>;
}
