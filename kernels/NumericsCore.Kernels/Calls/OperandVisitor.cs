using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// What looks at operands, or puts others in their place. Not generic: for each kind of operands its methods would be compiled before the
/// first step.
/// </summary>
internal abstract class OperandVisitor
{
    /// <summary>An operand of which the first <paramref name="needed"/> elements are read. It is named as in messages.</summary>
    public void Reads<T>(in Slice<T> slice, nint needed, string name) where T : unmanaged => Visit(ref Untyped(slice), Unsafe.SizeOf<T>(), needed, name, OperandUse.Reads);

    /// <summary>An operand of which the first <paramref name="needed"/> elements are written, whatever they were.</summary>
    public void Writes<T>(in Slice<T> slice, nint needed, string name) where T : unmanaged => Visit(ref Untyped(slice), Unsafe.SizeOf<T>(), needed, name, OperandUse.Writes);

    /// <summary>An operand of which the first <paramref name="needed"/> elements are read and written.</summary>
    public void Updates<T>(in Slice<T> slice, nint needed, string name) where T : unmanaged => Visit(ref Untyped(slice), Unsafe.SizeOf<T>(), needed, name, OperandUse.Updates);

    /// <summary>An operand that says which elements of others to use: the call cannot be made before those that write it.</summary>
    public void ReadsAddresses(in Slice<int> slice, nint needed, string name) => Visit(ref Untyped(slice), sizeof(int), needed, name, OperandUse.ReadsAddresses);

    /// <summary>A strided operand is read as far as its strides lead.</summary>
    public void Reads<T>(in Operand<T> operand, nint rows, nint columns, string name) where T : unmanaged
    {
        nint furthest = Math.Max(0, (rows - 1) * operand.RowStride) + Math.Max(0, (columns - 1) * operand.ColumnStride);
        Reads(operand.Data, furthest + 1, name);
    }

    /// <param name="slice">The operand, in its place.</param>
    /// <param name="elementSize">Bytes of an element.</param>
    /// <param name="needed">How many elements the call uses.</param>
    /// <param name="name">The name in messages.</param>
    /// <param name="use">What the call does with them.</param>
    protected abstract void Visit(ref OperandSlice slice, int elementSize, nint needed, string name, OperandUse use);

    // the fields of Slice<T> are the same for every T
    private static ref OperandSlice Untyped<T>(in Slice<T> slice) where T : unmanaged => ref Unsafe.As<Slice<T>, OperandSlice>(ref Unsafe.AsRef(in slice));
}

/// <summary>What a call does with an operand.</summary>
internal enum OperandUse
{
    Reads,
    Writes,
    Updates,
    ReadsAddresses,
}

internal static class OperandUses
{
    /// <summary>Whether the call changes the operand.</summary>
    public static bool IsWritten(this OperandUse use) => use is OperandUse.Writes or OperandUse.Updates;
}

/// <summary><see cref="Slice{T}"/> for any T: offset and length count its elements.</summary>
internal readonly record struct OperandSlice(DeviceMemory? Memory, nint Offset, nint Length);
