namespace NumericsCore.Kernels;

/// <summary>Arrays on the stack that begin with a cache line: a lane across two lines costs twice.</summary>
internal static unsafe class StackMemory
{
    private const int Line = 64;

    /// <summary>The elements to allocate for an array of <paramref name="count"/>.</summary>
    public static int LengthFor<T>(int count) where T : unmanaged => count + (Line / sizeof(T));

    /// <summary>Where the array begins in the memory that was allocated for it.</summary>
    public static T* Align<T>(T* memory) where T : unmanaged => (T*)(((nint)memory + Line - 1) & -Line);
}
