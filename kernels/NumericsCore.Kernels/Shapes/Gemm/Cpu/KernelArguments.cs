namespace NumericsCore.Kernels;

/// <summary>Where a micro-kernel finds its operands, and which part of the chain over k it computes.</summary>
internal unsafe struct KernelArguments<T> where T : unmanaged
{
    public T* A;
    public nint ARow, ACol;
    public T* B;
    public nint BRow;
    public T* C;
    public nint CRow;
    public nint K;

    /// <summary>The chain starts from +0 here; otherwise from what C holds.</summary>
    public bool IsFirst;
}
