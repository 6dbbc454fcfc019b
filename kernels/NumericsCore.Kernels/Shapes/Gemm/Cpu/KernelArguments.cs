namespace NumericsCore.Kernels;

/// <summary>Where a micro-kernel finds its operands, and which part of k it computes.</summary>
internal unsafe struct KernelArguments<T> where T : unmanaged
{
    public T* A;
    public nint ARow, ACol;
    public T* B;
    public nint BRow;
    public T* C;
    public nint CRow;
    public nint K;

    /// <summary>The first block's sum is stored here; otherwise C holds the sum of the blocks before, and this one is added.</summary>
    public bool IsFirst;
}
