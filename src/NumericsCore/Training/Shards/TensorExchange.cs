using System.Numerics;
using System.Runtime.InteropServices;

namespace NumericsCore;

/// <summary>Sends and receives runs of elements, those in device memory by way of the host's; it allocates nothing once it is made.</summary>
internal sealed class TensorExchange
{
    // bytes of one message at most
    private const int MaxMessage = 1 << 28;

    private readonly IProcessGroup _processes;
    private readonly byte[] _sendStaging = [];
    private readonly byte[] _receiveStaging = [];

    /// <param name="processes">The processes.</param>
    /// <param name="example">A tensor of the element type and the memory of all that will travel.</param>
    /// <param name="length">The most elements of a run.</param>
    public TensorExchange(IProcessGroup processes, Tensor example, long length)
    {
        _processes = processes;
        if (example.IsInHostMemory) return;
        _sendStaging = new byte[Math.Min(MaxMessage, length * example.ElementType.ByteSize())];
        _receiveStaging = new byte[_sendStaging.Length];
    }

    /// <summary>Sends one run while it receives another; both processes know the other's counts.</summary>
    public void Run(Tensor sent, long sentStart, long sentCount, int to, Tensor received, long receivedStart, long receivedCount, int from)
    {
        if (sent.ElementType == ElementType.Float32) Run<float>(sent, sentStart, sentCount, to, received, receivedStart, receivedCount, from);
        else Run<double>(sent, sentStart, sentCount, to, received, receivedStart, receivedCount, from);
    }

    /// <summary>Gives every process the parts of the others.</summary>
    /// <param name="whole">What has each process's part in its place.</param>
    /// <param name="part">The elements of a process.</param>
    /// <param name="start">The first element that is needed.</param>
    /// <param name="end">The element after the last.</param>
    public void Share(Tensor whole, Func<int, ElementRange> part, long start, long end)
    {
        var mine = part(_processes.Rank).Within(start, end);
        for (int distance = 1; distance < _processes.Size; distance++)
        {
            var (to, from) = _processes.Partners(distance);
            var other = part(from).Within(start, end);
            Run(whole, mine.Start, mine.Count, to, whole, other.Start, other.Count, from);
        }
    }

    private void Run<T>(Tensor sent, long sentStart, long sentCount, int to, Tensor received, long receivedStart, long receivedCount, int from) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        long most = MaxMessage / sent.ElementType.ByteSize();
        for (long at = 0; at < Math.Max(sentCount, receivedCount); at += most)
        {
            int sends = (int)Math.Clamp(sentCount - at, 0, most), receives = (int)Math.Clamp(receivedCount - at, 0, most);
            var place = receives == 0 ? [] : Place<T>(received, receivedStart + at, receives);
            _processes.Exchange(sends == 0 ? [] : MemoryMarshal.AsBytes(Source<T>(sent, sentStart + at, sends)), to, MemoryMarshal.AsBytes(place), from);
            if (receives > 0 && !received.IsInHostMemory) received.UploadElements<T>(place, receivedStart + at);
        }
    }

    private ReadOnlySpan<T> Source<T>(Tensor tensor, long start, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (tensor.IsInHostMemory) return tensor.HostElements<T>(start, count);
        var staging = MemoryMarshal.Cast<byte, T>(_sendStaging.AsSpan())[..count];
        tensor.DownloadElements<T>(start, staging);
        return staging;
    }

    private Span<T> Place<T>(Tensor tensor, long start, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        tensor.IsInHostMemory ? tensor.HostElements<T>(start, count) : MemoryMarshal.Cast<byte, T>(_receiveStaging.AsSpan())[..count];
}
