using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// A device: memory, copies to and from the host, and kernel calls, each in order with the calls before it. What can be called is one
/// folder a shape under <c>Shapes</c>; T is float or double there, matrices and rows are row-major.
/// </summary>
internal abstract class Backend
{
    private readonly OperandCheck _check;

    protected Backend() => _check = new OperandCheck(this);

    /// <summary>Takes at least <paramref name="byteLength"/> bytes from the pool; their content is unspecified.</summary>
    public abstract DeviceMemory Allocate(nint byteLength);

    /// <summary>Gives the memory that is kept for later blocks back to the device.</summary>
    public abstract void TrimMemory();

    /// <summary>Copies host memory to the device.</summary>
    public abstract void Upload<T>(ReadOnlySpan<T> source, Slice<T> destination) where T : unmanaged;

    /// <summary>Waits for the device, then copies its memory to the host.</summary>
    public abstract void Download<T>(Slice<T> source, Span<T> destination) where T : unmanaged;

    /// <summary>
    /// Has the device keep what kernel calls do, without doing it, so that it can run it again by itself; null where it cannot, and the
    /// calls are to be made again one by one. The calls have been made before, over the same memory.
    /// </summary>
    public virtual Replay? Capture(Action calls) => null;

    /// <summary>
    /// Why products of float32 cannot be computed in a precision: what it needs and what the device, called by the given name, has instead, as
    /// the end of a sentence; null where they can.
    /// </summary>
    public virtual string? UnavailableReason(GemmPrecision precision, string device) => precision == GemmPrecision.Exact ? null : FastGemm.UnavailableReason(null, device);

    /// <summary>The same device with the same memory, with products of float32 in a precision that is available. Only this backend is to be disposed.</summary>
    public virtual Backend With(GemmPrecision precision) =>
        precision == GemmPrecision.Exact ? this : throw new NotSupportedException($"{precision} {UnavailableReason(precision, "this device")}.");

    /// <summary>Runs a kernel over operands, or records the call.</summary>
    /// <exception cref="ArgumentException">An operand is shorter than the kernel needs, or lies in memory of another device.</exception>
    public void Run<TOperands, TKernel>(in TOperands operands, in TKernel kernel)
        where TOperands : struct, IOperands<TOperands> where TKernel : struct, IKernel<TOperands>
    {
        var recording = this as Recording;
        operands.Visit((recording?.Inner ?? this)._check);
        if (Operands.AreWatched)
        {
            var watch = new OperandWatch();
            operands.Visit(watch);
            watch.Check(TKernel.RunsInPlace);
        }

        if (recording is not null)
        {
            operands.Visit(recording.Holder);
            recording.Add(new RecordedCall<TOperands, TKernel>(recording.Inner, operands, kernel));
            return;
        }

        Dispatch(operands, kernel);
        Operands.KeepAlive(ref Unsafe.As<TOperands, byte>(ref Unsafe.AsRef(in operands)));
    }

    /// <summary>Runs a kernel over operands that are checked and kept alive by the caller. By type tests: a generic virtual call costs more.</summary>
    internal void Dispatch<TOperands, TKernel>(in TOperands operands, in TKernel kernel)
        where TOperands : struct, IOperands<TOperands> where TKernel : struct, IKernel<TOperands>
    {
        if (this is CpuBackend cpu) kernel.RunOn(cpu, operands);
        else if (GpuSupport.IsEnabled) ((GpuBackend)this).RunInLane(operands, kernel);
    }
}
