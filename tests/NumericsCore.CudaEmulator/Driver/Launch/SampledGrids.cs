namespace NumericsCore.CudaEmulator;

/// <summary>Runs kernels, some launches of each with an eye on races: a kernel that races does so in most of its launches.</summary>
internal sealed class SampledGrids : IDisposable
{
    private const int WatchedFirst = 3;

    private readonly GridRunner _plain;
    private readonly GridRunner? _watched;
    private readonly int _interval;
    private readonly Dictionary<PtxKernel, long> _launches = [];

    public SampledGrids(DeviceMemory memory, EmulatorSettings settings, Reports reports)
    {
        _interval = settings.RaceInterval;
        _plain = new(memory, settings with { DetectRaces = false }, reports);
        if (settings.DetectRaces) _watched = new(memory, settings, reports);
    }

    public long ThreadInstructions => _plain.ThreadInstructions + (_watched?.ThreadInstructions ?? 0);

    /// <summary>The launches whose accesses were watched.</summary>
    public long Watched { get; private set; }

    public void Run(PtxKernel kernel, Dim3 grid, Dim3 block, ReadOnlySpan<byte> parameters, int dynamicSharedBytes) =>
        Choose(kernel).Run(kernel, grid, block, parameters, dynamicSharedBytes);

    public void Dispose()
    {
        _plain.Dispose();
        _watched?.Dispose();
    }

    private GridRunner Choose(PtxKernel kernel)
    {
        if (_watched is null) return _plain;
        long launch = _launches[kernel] = _launches.GetValueOrDefault(kernel) + 1;
        if (launch > WatchedFirst && launch % _interval != 0) return _plain;
        Watched++;
        return _watched;
    }
}
