namespace NumericsCore.CudaEmulator;

/// <summary>The size of a grid or of a block, or a position within one.</summary>
public readonly record struct Dim3(int X, int Y = 1, int Z = 1)
{
    public long Count => (long)X * Y * Z;

    public override string ToString() => $"({X},{Y},{Z})";
}
