using System.Numerics;
using NumericsCore.Kernels;

namespace NumericsCore;

public partial class Tensor
{
    /// <summary>Whether the elements lie in memory that the host reads and writes itself.</summary>
    internal bool IsInHostMemory => _memory is CpuMemory;

    /// <summary>Some of the elements where they lie in host memory; valid while the tensor is kept alive.</summary>
    internal unsafe Span<T> HostElements<T>(long start, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(Elements<T>().Part((nint)start, count).Pointer(), count);

    /// <summary>Copies some of the elements from the device.</summary>
    internal void DownloadElements<T>(long start, Span<T> destination) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Backend.Download(Elements<T>().Part((nint)start, destination.Length), destination);

    /// <summary>Overwrites some of the elements.</summary>
    internal void UploadElements<T>(ReadOnlySpan<T> source, long start) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Backend.Upload(source, Elements<T>().Part((nint)start, source.Length));
}
