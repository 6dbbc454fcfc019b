namespace NumericsCore.Kernels;

/// <summary>Fills native memory of any length, also beyond what a span holds.</summary>
internal static unsafe class NativeFill
{
    public static void Fill<T>(T* y, nint length, T value) where T : unmanaged
    {
        for (nint start = 0; start < length; start += 1 << 30)
            new Span<T>(y + start, (int)Math.Min(1 << 30, length - start)).Fill(value);
    }
}

/// <summary>y[i] = value; an item is an element.</summary>
internal readonly unsafe struct FillWork<T>(T* y, T value) : IRangeWork where T : unmanaged
{
    public void Run(nint start, nint end) => NativeFill.Fill(y + start, end - start, value);
}
