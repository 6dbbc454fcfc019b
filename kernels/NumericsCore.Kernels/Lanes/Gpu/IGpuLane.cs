namespace NumericsCore.Kernels;

/// <summary>One number as a GPU kernel computes with it; also the element type of the memory that kernels see.</summary>
internal interface IGpuLane<TSelf> : ILane<TSelf> where TSelf : unmanaged, IGpuLane<TSelf>
{
    /// <summary>The number nearest to an integer.</summary>
    static abstract TSelf FromInteger(long value);

    /// <summary>A float32; exact.</summary>
    static abstract TSelf FromSingle(float value);

    /// <summary>a &lt; b; false with NaN.</summary>
    static abstract bool Less(TSelf a, TSelf b);

    /// <summary>Whether x is NaN.</summary>
    static abstract bool IsNaN(TSelf x);
}
