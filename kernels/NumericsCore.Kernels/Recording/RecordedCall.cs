namespace NumericsCore.Kernels;

/// <summary>A kernel call that can be made again.</summary>
internal abstract class RecordedCall
{
    /// <summary>Makes the call. Its operands were checked when it was recorded, and the recording holds their memory.</summary>
    public void Make() => Make(null);

    /// <summary>Makes the call so that it writes to scratch memory and nowhere else: all that comes of it is compiled code.</summary>
    /// <param name="scratch">As many bytes as the largest result.</param>
    public void MakeOver(DeviceMemory scratch) => Make(new Redirect(scratch));

    /// <summary>The blocks that the call reads or writes.</summary>
    public List<MemoryUse> Uses()
    {
        var list = new UseList();
        Visit(list);
        return list.Uses;
    }

    /// <summary>Shows every operand to a visitor that changes none.</summary>
    public void Show(OperandVisitor visitor) => Visit(visitor);

    /// <summary>Makes the call, over operands in whose place <paramref name="redirect"/> put others.</summary>
    protected abstract void Make(OperandVisitor? redirect);

    /// <summary>Shows every operand to the visitor.</summary>
    protected abstract void Visit(OperandVisitor visitor);

    /// <summary>Puts scratch memory in the place of results.</summary>
    private sealed class Redirect(DeviceMemory scratch) : OperandVisitor
    {
        protected override void Visit(ref OperandSlice slice, int elementSize, nint needed, string name, OperandUse use)
        {
            if (use.IsWritten()) slice = new(scratch, 0, slice.Length);
        }
    }

    private sealed class UseList : OperandVisitor
    {
        public List<MemoryUse> Uses { get; } = [];

        protected override void Visit(ref OperandSlice slice, int elementSize, nint needed, string name, OperandUse use)
        {
            if (slice.Memory is { } memory) Uses.Add(new(memory, use.IsWritten(), slice.Offset * elementSize, slice.Length * elementSize));
        }
    }
}

/// <summary>A block of memory that a call uses.</summary>
/// <param name="Memory">The block.</param>
/// <param name="Writes">Whether it is written.</param>
/// <param name="ByteOffset">Where the operand begins in it.</param>
/// <param name="ByteLength">Of the operand.</param>
internal sealed record MemoryUse(DeviceMemory Memory, bool Writes, nint ByteOffset, nint ByteLength);

/// <summary>A recorded call.</summary>
internal sealed class RecordedCall<TOperands, TKernel>(Backend backend, in TOperands operands, in TKernel kernel) : RecordedCall
    where TOperands : struct, IOperands<TOperands> where TKernel : struct, IKernel<TOperands>
{
    private readonly TOperands _operands = operands;
    private readonly TKernel _kernel = kernel;

    protected override void Make(OperandVisitor? redirect)
    {
        scoped ref readonly var operands = ref _operands;
        TOperands copy;
        if (redirect is not null)
        {
            copy = _operands;
            copy.Visit(redirect);
            operands = ref copy;
        }

        // as Dispatch does, which a first step then need not compile for each kernel
        if (backend is CpuBackend cpu) _kernel.RunOn(cpu, operands);
        else if (GpuSupport.IsEnabled) ((GpuBackend)backend).RunInLane(operands, _kernel);
    }

    protected override void Visit(OperandVisitor visitor)
    {
        var copy = _operands;
        copy.Visit(visitor);
    }
}
