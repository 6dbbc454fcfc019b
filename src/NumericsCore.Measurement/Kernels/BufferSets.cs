using System.Runtime.CompilerServices;
using NumericsCore.Kernels;

namespace NumericsCore.Measurement;

/// <summary>Memory for a kernel, several times over: successive runs use one set after another.</summary>
internal sealed class BufferSets : IDisposable
{
    private const int Alignment = 16;
    private const int Chunk = 1 << 20;
    private const int MaxSets = 1024;

    private readonly Backend _backend;
    private readonly List<DeviceMemory> _memory = [];
    private int _seed;

    /// <param name="backend">The device.</param>
    /// <param name="bytesOfSet">What a run reads and writes.</param>
    /// <param name="rotatedBytes">What all sets together should be: more than the caches hold; 0 for one set.</param>
    public BufferSets(Backend backend, double bytesOfSet, long rotatedBytes)
    {
        _backend = backend;
        Count = (int)Math.Clamp(Math.Ceiling(rotatedBytes / bytesOfSet), 1, MaxSets);
    }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>In each set an array of random numbers; the same ones on every device.</summary>
    public Slice<float>[] Random(nint count, float low = -1, float high = 1)
    {
        var random = new Random(++_seed);
        var values = new float[Math.Min(count, Chunk)];
        for (int i = 0; i < values.Length; i++) values[i] = low + (high - low) * random.NextSingle();
        var sets = Empty(count);
        foreach (var set in sets)
            for (nint start = 0; start < count; start += values.Length)
            {
                var part = set.Part(start, Math.Min(values.Length, count - start));
                _backend.Upload<float>(values.AsSpan(0, (int)part.Length), part);
            }

        return sets;
    }

    /// <summary>In each set an array of one number.</summary>
    public Slice<float>[] Filled(nint count, float value)
    {
        var sets = Empty(count);
        foreach (var set in sets) _backend.Fill(set, value);
        return sets;
    }

    /// <summary>One array of given elements for all sets.</summary>
    public Slice<T> Shared<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        var slice = new Slice<T>(Take(values.Length * (nint)Unsafe.SizeOf<T>() / sizeof(float)), 0, values.Length);
        _backend.Upload(values, slice);
        return slice;
    }

    /// <summary>In each set an array to be written.</summary>
    public Slice<float>[] Empty(nint count)
    {
        nint stride = (count + Alignment - 1) / Alignment * Alignment;
        var memory = Take(stride * Count);
        return [.. Enumerable.Range(0, Count).Select(set => new Slice<float>(memory, set * stride, count))];
    }

    /// <summary>What lies in an array.</summary>
    public float[] Read(Slice<float> slice)
    {
        var values = new float[slice.Length];
        _backend.Download<float>(slice, values);
        return values;
    }

    public void Dispose()
    {
        foreach (var memory in _memory) memory.Dispose();
    }

    private DeviceMemory Take(nint count)
    {
        var memory = _backend.Allocate(count * sizeof(float));
        _memory.Add(memory);
        return memory;
    }
}
