namespace NumericsCore.Kernels;

/// <summary>Four neighbouring elements, moved by 128-bit instructions: one for float32, two for float64.</summary>
internal struct Quad<TLane>(TLane x, TLane y, TLane z, TLane w) where TLane : unmanaged, IGpuLane<TLane>
{
    /// <summary>Elements in a quad.</summary>
    public const int Length = 4;

    /// <summary>The alignment that a quad needs in memory.</summary>
    public const int Alignment = 16;

    public TLane X = x;
    public TLane Y = y;
    public TLane Z = z;
    public TLane W = w;
}
