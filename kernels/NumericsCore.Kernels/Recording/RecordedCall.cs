using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>A kernel call that can be made again.</summary>
internal abstract class RecordedCall
{
    /// <summary>Makes the call. Its operands were checked when it was recorded, and the recording holds their memory.</summary>
    public abstract void Make();

    /// <summary>Makes the call so that it writes to scratch memory and nowhere else: all that comes of it is compiled code.</summary>
    /// <param name="scratch">As many bytes as the largest result.</param>
    public abstract void MakeOver(DeviceMemory scratch);
}

/// <summary>What all recorded calls over the same kind of operands share, compiled once for them.</summary>
internal abstract class RecordedCall<TOperands>(in TOperands operands) : RecordedCall where TOperands : struct, IOperands<TOperands>
{
    private readonly TOperands _operands = operands;

    public sealed override void Make() => Make(_operands);

    public sealed override void MakeOver(DeviceMemory scratch)
    {
        var redirect = new Redirect(scratch);
        var copy = _operands;
        copy.Visit(ref redirect);
        Make(copy);
    }

    protected abstract void Make(in TOperands operands);

    private readonly struct Redirect(DeviceMemory scratch) : IOperandVisitor
    {
        public void Reads<T>(in Slice<T> slice, nint needed, string name) where T : unmanaged
        {
        }

        public void Writes<T>(in Slice<T> slice, nint needed, string name) where T : unmanaged => Unsafe.AsRef(in slice) = new(scratch, 0, slice.Length);

        public void Updates<T>(in Slice<T> slice, nint needed, string name) where T : unmanaged => Writes(slice, needed, name);
    }
}

/// <summary>A recorded call.</summary>
internal sealed class RecordedCall<TOperands, TKernel>(Backend backend, in TOperands operands, in TKernel kernel) : RecordedCall<TOperands>(operands)
    where TOperands : struct, IOperands<TOperands> where TKernel : struct, IKernel<TOperands>
{
    private readonly TKernel _kernel = kernel;

    protected override void Make(in TOperands operands) => backend.Dispatch(operands, _kernel);
}
