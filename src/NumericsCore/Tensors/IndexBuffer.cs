using System.Numerics;
using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>Row indices in device memory; they can be changed between replays.</summary>
internal sealed class IndexBuffer
{
    private readonly Device _device;
    private readonly DeviceMemory _indices;
    private readonly DeviceMemory _start;

    private IndexBuffer(Device device, int count)
    {
        _device = device;
        Count = count;
        _indices = device.Backend.Allocate((nint)count * sizeof(int));
        _start = device.Backend.Allocate(sizeof(int));
        device.Backend.Upload([0], StartSlice);
    }

    public int Count { get; }

    private Slice<int> Indices => new(_indices, 0, Count);

    private Slice<int> StartSlice => new(_start, 0, 1);

    public static IndexBuffer Upload(Device device, ReadOnlySpan<int> indices)
    {
        var buffer = new IndexBuffer(device, indices.Length);
        buffer.Set(indices);
        return buffer;
    }

    public void Set(ReadOnlySpan<int> indices) => _device.Backend.Upload(indices, Indices);

    /// <summary>y[r, :] = x[indices[r], :] for every row of y.</summary>
    public void Gather(Tensor x, Tensor y, nint columns) => Gather(x, StartSlice, y, columns);

    /// <summary>y[r, :] = x[indices[start + r], :] for every row of y, where the start lies in device memory and can be changed between replays.</summary>
    public void Gather(Tensor x, Slice<int> start, Tensor y, nint columns)
    {
        if (x.ElementType == ElementType.Float32) Run<float>();
        else Run<double>();

        void Run<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            _device.Backend.GatherRows(x.Elements<T>(), Indices, start, y.Elements<T>(), y.Shape[0], columns);
    }

    /// <summary>y[indices[r], :] += x[r, :].</summary>
    public void ScatterAdd(Tensor x, Tensor y, nint columns)
    {
        if (x.ElementType == ElementType.Float32) Run<float>();
        else Run<double>();

        void Run<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            _device.Backend.ScatterAddRows(x.Elements<T>(), Indices, y.Elements<T>(), x.Shape[0], columns);
    }
}
