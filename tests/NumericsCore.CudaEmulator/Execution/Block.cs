using System.Runtime.CompilerServices;

namespace NumericsCore.CudaEmulator;

/// <summary>The block under way, and what its instructions reach.</summary>
internal sealed unsafe class Block
{
    // poison a block's shared memory begins with, and room behind it for whole words
    private readonly byte[] _shared = GC.AllocateArray<byte>(SharedMemory.Most + 64, pinned: true);

    public Block(DeviceMemory memory, EmulatorSettings settings, Reports reports)
    {
        (Memory, Reports, LaxCvta, IgnoreBarriers) = (memory, reports, settings.LaxCvta, settings.IgnoreBarriers);
        Copies = new(this);
        if (settings.DetectRaces) Races = new(this, reports);
        if (settings.ScheduleSeed != 0) Random = new(settings.ScheduleSeed);
    }

    public DeviceMemory Memory { get; }

    public Reports Reports { get; }

    public bool LaxCvta { get; }

    public bool IgnoreBarriers { get; }

    public AsyncCopies Copies { get; }

    /// <summary>Null: races are not looked for.</summary>
    public RaceDetector? Races { get; }

    /// <summary>What chooses the order of threads; null: they run in step.</summary>
    public Random? Random { get; }

    public PtxKernel Kernel { get; private set; } = null!;

    public Dim3 Size { get; private set; }

    public Dim3 Index { get; private set; }

    public int Threads => (int)Size.Count;

    /// <summary>The block's number in its grid.</summary>
    public uint Number { get; private set; }

    /// <summary>Barriers passed so far.</summary>
    public int Epoch { get; set; }

    public byte* Parameters { get; private set; }

    public MemoryRange SharedRange { get; private set; }

    /// <summary>A launch begins.</summary>
    public void Launch(PtxKernel kernel, Dim3 size, byte* parameters, int sharedBytes)
    {
        (Kernel, Size) = (kernel, size);
        Parameters = parameters;
        SharedRange = new(SharedMemory.Start, (ulong)sharedBytes, (byte*)Unsafe.AsPointer(ref _shared[0]));
        if (Races is not null) Races.Launch++;
    }

    /// <summary>A block of the launch begins.</summary>
    public void Begin(Dim3 index, uint number)
    {
        (Index, Number, Epoch) = (index, number, 0);
        Poison.Fill(SharedRange.Host, SharedRange.Bytes);
        Copies.Begin(Threads);
        Races?.Begin((int)SharedRange.Bytes);
        Kernel.Registers.Begin(index);
    }

    public string ThreadName(int thread) =>
        $"thread {new Dim3(thread % Size.X, thread / Size.X % Size.Y, thread / Size.X / Size.Y)} of block {Index}";

    public DeviceFaultException Fault(CudaError code, Instruction instruction, int thread, ulong address, string what) =>
        new(code, $"{what} at 0x{address:x} by {ThreadName(thread)}, kernel {Kernel.Name}, line {instruction.Line}: {Kernel.Source.Line(instruction.Line)}");
}
