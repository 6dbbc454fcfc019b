using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>
/// A kernel cannot throw. One that meets an index without a row notes it in device memory and goes on; the next download,
/// which waits for the device anyway, throws. Any of several bad indices may be the one noted.
/// </summary>
internal sealed class GpuFaults(ArrayView<long> memory)
{
    /// <summary>Words that a note takes: whether there is one, the place, the index, the number of indices and of rows.</summary>
    public const int Words = 5;

    private volatile bool _possible;

    /// <summary>Where kernels write; taking it says that one may.</summary>
    public ArrayView<long> Memory
    {
        get
        {
            _possible = true;
            return memory;
        }
    }

    /// <summary>Says that kernels which were given the memory before run again.</summary>
    public void Expect() => _possible = true;

    /// <summary>Notes an index, from within a kernel.</summary>
    public static void Report(ArrayView<long> faults, long place, long index, long indices, long rows)
    {
        faults[0] = 1;
        faults[1] = place;
        faults[2] = index;
        faults[3] = indices;
        faults[4] = rows;
    }

    /// <summary>Throws if a kernel that has run noted an index, and forgets it.</summary>
    /// <exception cref="InvalidOperationException">An index had no row.</exception>
    public void Check(AcceleratorStream stream)
    {
        if (!_possible) return;
        _possible = false;
        Span<long> note = stackalloc long[Words];
        memory.CopyToCPU(stream, note);
        if (note[0] == 0) return;
        memory.MemSetToZero(stream);
        stream.Synchronize();
        if (note[1] < 0 || note[1] >= note[3])
            throw new InvalidOperationException($"An earlier gather of rows asked for index number {note[1]}; there are {note[3]}.");
        throw new InvalidOperationException($"An earlier gather or scatter of rows was given row {note[2]} as index number {note[1]}; expected 0 to {note[4] - 1}.");
    }
}
