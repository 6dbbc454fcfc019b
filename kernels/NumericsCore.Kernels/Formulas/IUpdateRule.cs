namespace NumericsCore.Kernels;

/// <summary>What an optimizer rule reads besides tensors: eight scalars whose meaning the rule names.</summary>
/// <typeparam name="TLane">The lane that computes.</typeparam>
public readonly struct RuleScalars<TLane>(TLane s0, TLane s1, TLane s2, TLane s3, TLane s4, TLane s5, TLane s6, TLane s7)
    where TLane : struct, ILane<TLane>
{
    /// <summary>How many scalars a rule has room for.</summary>
    public const int Count = 8;

    /// <summary>The scalar at index 0.</summary>
    public TLane S0 { get; } = s0;

    /// <summary>The scalar at index 1.</summary>
    public TLane S1 { get; } = s1;

    /// <summary>The scalar at index 2.</summary>
    public TLane S2 { get; } = s2;

    /// <summary>The scalar at index 3.</summary>
    public TLane S3 { get; } = s3;

    /// <summary>The scalar at index 4.</summary>
    public TLane S4 { get; } = s4;

    /// <summary>The scalar at index 5.</summary>
    public TLane S5 { get; } = s5;

    /// <summary>The scalar at index 6.</summary>
    public TLane S6 { get; } = s6;

    /// <summary>The scalar at index 7.</summary>
    public TLane S7 { get; } = s7;
}

/// <summary>One step of an optimizer for one parameter element, written once for every lane.</summary>
public interface IUpdateRule
{
    /// <summary>State values kept for each parameter element: 0 to 3.</summary>
    static abstract int Slots { get; }

    /// <summary>Updates the parameter θ and its state from the gradient g. State beyond <see cref="Slots"/> must not be used.</summary>
    static abstract void Update<TLane>(in RuleScalars<TLane> scalars, TLane g, ref TLane theta, ref TLane s0, ref TLane s1, ref TLane s2)
        where TLane : struct, ILane<TLane>;
}
