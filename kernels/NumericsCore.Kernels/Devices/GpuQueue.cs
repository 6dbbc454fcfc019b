using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>The stream of one GPU on which all kernels run in order, and the kernels loaded so far.</summary>
internal sealed class GpuQueue : IDisposable
{
    /// <summary>Threads in a group of the kernels that do not choose otherwise.</summary>
    public const int GroupSize = 256;

    /// <summary>Elements that a thread of a processor takes, so that starting it is nothing beside them and all cores get some.</summary>
    public const int SerialLength = 4096;

    // more groups than this find no free place on any GPU; what is left over, threads take in further rounds
    private const int GroupsPerUnit = 32;

    // a CPU that runs one thread to its end before the next would cross all memory in every thread's rounds, so each gets one
    private const int MaxGroupsOneByOne = 1 << 24;

    // a thread's own, so that work elsewhere does not blur what a call of this thread takes
    [ThreadStatic]
    private static int s_launches;

    [ThreadStatic]
    private static int s_uploads;

    private readonly int _maxLaunched;
    private readonly Lock _loading = new();
    private readonly AcceleratorStream _stream;
    private Delegate?[] _kernels = [];

    public GpuQueue(Accelerator accelerator, bool isCpuDevice)
    {
        Accelerator = accelerator;
        _stream = accelerator.CreateStream();
        MaxGroups = Math.Max(1, accelerator.NumMultiprocessors) * GroupsPerUnit;
        IsCpuDevice = isCpuDevice;
        _maxLaunched = IsCpuDevice ? MaxGroupsOneByOne : MaxGroups;
    }

    public Accelerator Accelerator { get; }

    /// <summary>Whether the device is a CPU: it runs one thread to its end before the next, and its compiler makes vectors of a thread's loop over neighbouring elements.</summary>
    public bool IsCpuDevice { get; }

    /// <summary>Where this thread's kernels go: the device's stream, or the one of a capture in progress.</summary>
    public AcceleratorStream Stream => GpuCapture.Active is { } capture && capture.Queue == this ? capture.Stream : _stream;

    /// <summary>Held while arguments are set and a kernel is queued: OpenCL keeps the arguments in the kernel.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Groups that fill the device.</summary>
    public int MaxGroups { get; }

    /// <summary>Kernels loaded so far.</summary>
    public int LoadedKernels { get; private set; }

    /// <summary>Kernels that this thread has launched so far, on any device.</summary>
    public static int LaunchCount => s_launches;

    /// <summary>The launcher of a kernel, for one launch; compiled and loaded on first use.</summary>
    /// <exception cref="GpuKernelException">The kernel does not compile on this device.</exception>
    public TLauncher Load<TKernel, TLauncher>() where TKernel : IGpuKernel where TLauncher : Delegate
    {
        CountLaunch();
        var kernels = Volatile.Read(ref _kernels);
        int place = KernelPlace<TKernel>.Value;
        return place < kernels.Length && kernels[place] is { } loaded ? (TLauncher)loaded : LoadFirst<TKernel, TLauncher>(place);
    }

    /// <summary>Uploads that this thread has made so far, to any device.</summary>
    public static int UploadCount => s_uploads;

    /// <summary>Counts a launch of this thread.</summary>
    public static void CountLaunch() => s_launches++;

    /// <summary>Counts an upload of this thread.</summary>
    public static void CountUpload() => s_uploads++;

    /// <summary>Groups of the usual size for a number of work items, each thread taking one at a time.</summary>
    public KernelConfig Threads(long items) => Groups((items + GroupSize - 1) / GroupSize, GroupSize);

    /// <summary>Groups that share a number of group-sized pieces of work.</summary>
    public KernelConfig Groups(long pieces, int groupSize) => new((int)Math.Clamp(pieces, 1, _maxLaunched), groupSize);

    /// <summary>Groups of one thread, which takes up to <see cref="SerialLength"/> neighbouring elements after each other.</summary>
    public KernelConfig Serial(long elements) => Groups((elements + SerialLength - 1) / SerialLength, 1);

    public void Dispose() => _stream.Dispose();

    private TLauncher LoadFirst<TKernel, TLauncher>(int place) where TKernel : IGpuKernel where TLauncher : Delegate
    {
        lock (_loading)
        {
            if (place < _kernels.Length && _kernels[place] is { } loaded) return (TLauncher)loaded;
            var launcher = GpuKernelLoader.Load<TLauncher>(Accelerator, TKernel.Code);
            // readers take no lock: they see the old array or the finished new one
            var grown = new Delegate?[Math.Max(_kernels.Length, place + 1)];
            _kernels.CopyTo(grown, 0);
            grown[place] = launcher;
            Volatile.Write(ref _kernels, grown);
            LoadedKernels++;
            return launcher;
        }
    }

    private static class KernelPlaces
    {
        public static int Count;
    }

    private static class KernelPlace<TKernel>
    {
        public static readonly int Value = Interlocked.Increment(ref KernelPlaces.Count) - 1;
    }
}
