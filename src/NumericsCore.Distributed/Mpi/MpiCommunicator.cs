using System.Diagnostics;
using System.Globalization;

namespace NumericsCore.Distributed;

/// <summary>
/// The processes that <c>mpirun</c>, <c>mpiexec</c> or <c>srun</c> has started, over the MPI library of the system: the standard ABI of MPI 5,
/// Open MPI 4 and 5, or MPICH 4 and what has its ABI. One communicator a process, used by one thread at a time.
/// </summary>
public sealed class MpiCommunicator : Communicator
{
    /// <summary>The variable of the environment that names the MPI library, where several are installed.</summary>
    public const string LibraryVariable = "NUMERICSCORE_MPI";

    // how often a wait looks before it lets others have the core
    private const int Spins = 200;

    private static MpiCommunicator? s_started;

    private readonly MpiLibrary _library;
    private readonly TimeSpan _timeout;
    private bool _isFinished, _hasFailed;

    /// <param name="library">Started.</param>
    /// <param name="timeout">How long a process waits for another.</param>
    internal MpiCommunicator(MpiLibrary library, TimeSpan timeout)
    {
        (_library, _timeout) = (library, timeout);
        (Rank, Size, Host) = (library.Rank(), library.Size(), library.Host());
    }

    /// <inheritdoc/>
    public override int Rank { get; }

    /// <inheritdoc/>
    public override int Size { get; }

    /// <inheritdoc/>
    public override string Host { get; }

    /// <inheritdoc/>
    public override bool AllowsSeveralThreads => _library.AllowsSeveralThreads;

    /// <summary>What the library says it is, such as "Open MPI v4.1.4".</summary>
    public string Library => _library.Version;

    /// <summary>Joins the processes of this run.</summary>
    /// <param name="timeout">How long a process waits for another before it gives up: longer than a step may take. 5 minutes if null.</param>
    /// <exception cref="CommunicationException">There is no MPI library, no launcher started this process, or the launcher is of another MPI than the library.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The time is not positive.</exception>
    /// <exception cref="InvalidOperationException">This process has one already.</exception>
    public static MpiCommunicator Start(TimeSpan? timeout = null)
    {
        var limit = TimeToWait(timeout);
        if (s_started is not null) throw new InvalidOperationException("This process has joined its run already; MPI has one communicator a process.");
        var launcher = MpiLauncher.Find(Environment.GetEnvironmentVariable);
        if (launcher is null)
            throw new CommunicationException("No launcher of MPI started this process: run it as 'mpirun -n 4 COMMAND', or by srun in a job of Slurm.");
        var library = MpiLibrary.Load(Environment.GetEnvironmentVariable(LibraryVariable) is { Length: > 0 } name ? name : launcher.Library);
        library.Start();
        var communicator = new MpiCommunicator(library, limit);
        if (communicator.Size != launcher.Size)
        {
            communicator.Dispose();
            throw new CommunicationException(FormattableString.Invariant(
                $"{launcher.Name} started {launcher.Size} processes, but {library.Name} ({library.Version}) sees {communicator.Size}: the launcher and the library are of two MPIs. Use the launcher of that library, or name the launcher's library by {LibraryVariable}."));
        }

        return s_started = communicator;
    }

    /// <inheritdoc/>
    public override void Abort(int exitCode) => _library.Abort(exitCode);

    /// <inheritdoc/>
    protected override unsafe void ExchangeBytes(ReadOnlySpan<byte> sent, int destination, Span<byte> received, int source)
    {
        if (_hasFailed) throw new CommunicationException("A process of this run ended or does not answer, and nothing more can be sent.");
        _hasFailed = true;
        fixed (byte* from = sent, to = received)
        {
            MpiRequest receiving = default, sending = default;
            bool receives = received.Length > 0, sends = sent.Length > 0;
            if (receives) receiving = _library.Receive(to, received.Length, source);
            if (sends) sending = _library.Send(from, sent.Length, destination);
            long start = Stopwatch.GetTimestamp();
            for (int looks = 0; receives || sends; looks++)
            {
                if (receives) receives = !_library.IsDone(ref receiving);
                if (sends) sends = !_library.IsDone(ref sending);
                if (looks < Spins || !(receives || sends)) continue;
                // more processes than cores: the one that is waited for needs one
                Thread.Yield();
                if (looks % Spins == 0 && Stopwatch.GetElapsedTime(start) > _timeout)
                {
                    throw new CommunicationException(FormattableString.Invariant(
                        $"Process {Rank} of {Size} on {Host} has waited for process {(receives ? source : destination)} for {_timeout.TotalSeconds} s: it ended, or hangs."));
                }
            }
        }

        _hasFailed = false;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // where a message failed, the end would wait for the others
        if (disposing && !_isFinished && !_hasFailed) _library.Finish();
        _isFinished = true;
        base.Dispose(disposing);
    }
}

/// <summary>The launcher that started this process, by what it leaves in the environment.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="Size">How many processes it started.</param>
/// <param name="Library">The library that fits it, where there may be others; null for any.</param>
internal sealed record MpiLauncher(string Name, int Size, string? Library)
{
    /// <summary>Looks for one; null if there is none.</summary>
    /// <param name="variable">Reads a variable.</param>
    public static MpiLauncher? Find(Func<string, string?> variable)
    {
        if (Number("OMPI_COMM_WORLD_SIZE") is { } open) return new("Open MPI's mpirun", open, null);
        if (Number("PMI_SIZE") is { } pmi) return new(variable("SLURM_JOB_ID") is null ? "MPICH's mpiexec" : "Slurm's srun", pmi, variable("SLURM_JOB_ID") is null ? MpichOf() : null);
        if (variable("PMIX_RANK") is not null && Number("SLURM_NTASKS") is { } tasks) return new("Slurm's srun", tasks, null);
        return null;

        int? Number(string name) => int.TryParse(variable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0 ? value : null;
    }

    // beside an Open MPI, which would be found first
    private static string? MpichOf()
    {
        foreach (string name in MpiHandles.Names)
        {
            if (name.Contains("libmpi.so.40", StringComparison.Ordinal) || name.Contains("libmpi.40", StringComparison.Ordinal)) continue;
            if (System.Runtime.InteropServices.NativeLibrary.TryLoad(name, out nint library))
            {
                System.Runtime.InteropServices.NativeLibrary.Free(library);
                return name;
            }
        }

        return null;
    }
}
