using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>What is done with the operands of every call, whatever its shape.</summary>
internal static class Operands
{
    /// <summary>The environment variable that, set to 1, has every call look for operands that were never written, as builds for debugging do.</summary>
    public const string CheckSwitch = "NUMERICSCORE_CHECK_OPERANDS";

    /// <summary>Whether operands are checked for more than their lengths.</summary>
    public static readonly bool AreWatched =
#if DEBUG
        true;
#else
        Environment.GetEnvironmentVariable(CheckSwitch) == "1";
#endif

    /// <summary>A strided operand is read as far as its strides lead.</summary>
    public static void Reads<TVisitor, T>(this ref TVisitor visitor, in Operand<T> operand, nint rows, nint columns, string name)
        where TVisitor : struct, IOperandVisitor where T : unmanaged
    {
        nint furthest = Math.Max(0, (rows - 1) * operand.RowStride) + Math.Max(0, (columns - 1) * operand.ColumnStride);
        visitor.Reads(operand.Data, furthest + 1, name);
    }

    /// <summary>Refuses operands that are too short or lie elsewhere: a wrong length must never become a write into foreign memory.</summary>
    /// <param name="operands">The operands.</param>
    /// <param name="device">The device that is to use them.</param>
    /// <exception cref="ArgumentException">An operand is shorter than the call needs, or lies in memory of another device.</exception>
    public static void Check<TOperands>(in TOperands operands, Backend device) where TOperands : struct, IOperands<TOperands>
    {
        var check = new SliceCheck(device);
        operands.Visit(ref check);
    }

    /// <summary>Refuses results that overlap an operand or each other, and operands that nothing was written to.</summary>
    /// <param name="operands">The operands.</param>
    /// <param name="inPlace">Whether a result may begin where an operand begins.</param>
    /// <exception cref="ArgumentException">A result overlaps another operand.</exception>
    /// <exception cref="InvalidOperationException">What is to be read was never written.</exception>
    public static void Watch<TOperands>(in TOperands operands, bool inPlace) where TOperands : struct, IOperands<TOperands>
    {
        var watch = new OperandWatch([]);
        operands.Visit(ref watch);
        watch.Check(inPlace);
    }

    /// <summary>Keeps the memory of all operands alive up to here.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    // operands lie in the caller's frame, or in an object that it holds; being passed on keeps them there
    public static void KeepAlive<TOperands>(in TOperands operands) where TOperands : struct => _ = operands;

    /// <summary>The number of elements of a box of the given extents.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An extent is negative.</exception>
    /// <exception cref="OverflowException">The product does not fit.</exception>
    public static nint Count(nint rows, nint columns, nint inner = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentOutOfRangeException.ThrowIfNegative(inner);
        return checked(rows * columns * inner);
    }

    private readonly struct SliceCheck(Backend device) : IOperandVisitor
    {
        public void Reads<T>(in Slice<T> slice, nint needed, string name) where T : unmanaged => Require(slice.Memory, slice.Length, needed, name);

        public void Writes<T>(in Slice<T> slice, nint needed, string name) where T : unmanaged => Require(slice.Memory, slice.Length, needed, name);

        public void Updates<T>(in Slice<T> slice, nint needed, string name) where T : unmanaged => Require(slice.Memory, slice.Length, needed, name);

        private void Require(DeviceMemory? memory, nint length, nint needed, string name)
        {
            if (length < needed) throw new ArgumentException($"The slice holds {length} elements; the kernel needs {needed}.", name);
            if (memory is null ? length > 0 : !memory.IsReachableFrom(device)) throw Foreign(memory, device, name);
        }

        private static ArgumentException Foreign(DeviceMemory? memory, Backend device, string name) =>
            new($"The slice lies in {memory?.GetType().Name ?? "no memory"} of another device; expected memory that {device.GetType().Name} reaches.", name);
    }
}
