using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace NumericsCore.Kernels;

/// <summary>
/// The helper threads of one <see cref="CpuWorkers"/> and the job they share. A job is open while helpers may join it; the caller
/// closes it when no piece is left and then waits only for those that joined, so a helper that wakes late delays nobody.
/// </summary>
internal sealed unsafe class WorkerTeam(int helpers) : IDisposable
{
    // longer than the gap between two kernels of a training step, shorter than anyone would notice on an idle machine
    private const double SpinMicroseconds = 50;
    private const int PausesPerCheck = 8;

    // a piece is this part of a thread's share of what is left: large ones first, and at the end so small that nobody waits long for the last
    private const int PiecesPerShare = 2;

    // some microseconds, more than a piece takes to end when its helper has a core of its own
    private const int ChecksBeforeSleep = 1024;

    // the state word: joined helpers in the low 16 bits, then the open bit, then a job number
    private const long Joined = 0xffff;
    private const long Open = 1 << 16;
    private const long NextJob = 1 << 17;

    private static readonly long s_spinTicks = (long)(SpinMicroseconds * Stopwatch.Frequency / 1e6);

    private readonly SemaphoreSlim _wake = new(0);
    private readonly SemaphoreSlim _left = new(0);
    private int _callerSleeps;
    private int _started;
    private int _sleeping;
    private int _entered;
    private volatile bool _stopped;

    // each on a cache line of its own, for they are written by all threads
    private PaddedLong _state;
    private PaddedLong _next;

    private delegate*<void*, nint, nint, void> _run;
    private void* _work;
    private nint _count;
    private nint _grain;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Helpers that wait for the semaphore, or are about to.</summary>
    public int Sleeping => Volatile.Read(ref _sleeping);

    /// <summary>Whether a range of the job has thrown.</summary>
    public bool HasFailed => Volatile.Read(ref _failure) is not null;

    /// <summary>Whether the caller may run a job; a team has one at a time.</summary>
    public bool TryEnter() => Volatile.Read(ref _entered) == 0 && Interlocked.CompareExchange(ref _entered, 1, 0) == 0;

    public void Leave() => Volatile.Write(ref _entered, 0);

    /// <summary>Ends the helpers once they are idle.</summary>
    public void Dispose()
    {
        if (_stopped) return;
        _stopped = true;
        // not disposed itself: helpers may still be waiting for it, and it holds nothing that the collector does not free
        _wake.Release(helpers + 1);
    }

    /// <summary>Runs [0, count) in pieces of whole grains; the caller has entered.</summary>
    public void Run<TWork>(nint count, nint grain, TWork work) where TWork : struct, IRangeWork
    {
        ObjectDisposedException.ThrowIf(_stopped, typeof(CpuWorkers));
        if (_started < helpers) Start();

        // the parameter is this frame's own copy: its address holds until all who joined are done
        _work = Unsafe.AsPointer(ref work);
        _run = &Invoke<TWork>;
        _count = count;
        _grain = grain;
        _next.Value = 0;

        // publishes the job: the state is written with a full fence
        Interlocked.Add(ref _state.Value, NextJob + Open);
        Wake((int)Math.Min(helpers, (count - 1) / grain));

        TakePieces();
        Interlocked.Add(ref _state.Value, -Open);
        WaitForJoined();
        _work = null;

        ExceptionDispatchInfo? failure = _failure;
        _failure = null;
        failure?.Throw();
    }

    private static void Invoke<TWork>(void* work, nint start, nint end) where TWork : struct, IRangeWork =>
        Unsafe.AsRef<TWork>(work).Run(start, end);

    private void Start()
    {
        for (; _started < helpers; _started++)
        {
            var thread = new Thread(static team => ((WorkerTeam)team!).Help()) { IsBackground = true, Name = "NumericsCore worker" };
            thread.UnsafeStart(this);
        }
    }

    private void Wake(int wanted)
    {
        // one atomic read-modify-write a sleeper: a helper that finds itself uncounted waits for its release
        int released = 0;
        while (released < wanted)
        {
            int sleeping = Volatile.Read(ref _sleeping);
            if (sleeping == 0) break;
            if (Interlocked.CompareExchange(ref _sleeping, sleeping - 1, sleeping) == sleeping) released++;
        }

        if (released > 0) _wake.Release(released);
    }

    private void Help()
    {
        long seen = 0;
        while (WaitForJob(ref seen))
        {
            TakePieces();
            bool isLast = (Interlocked.Decrement(ref _state.Value) & Joined) == 0;
            if (isLast && Volatile.Read(ref _callerSleeps) != 0) WakeCaller();
        }
    }

    private void WakeCaller()
    {
        // whoever takes the flag down is the one that releases, or that need not wait
        if (Interlocked.Exchange(ref _callerSleeps, 0) != 0) _left.Release();
    }

    /// <summary>Joins the next job, or returns false when the team stops.</summary>
    private bool WaitForJob(ref long seen)
    {
        while (!_stopped)
        {
            long spinUntil = Stopwatch.GetTimestamp() + s_spinTicks;
            do
            {
                if (TryJoin(ref seen)) return true;
                Thread.SpinWait(PausesPerCheck);
            }
            while (!_stopped && Stopwatch.GetTimestamp() < spinUntil);

            Interlocked.Increment(ref _sleeping);
            // a job published before the increment was seen has woken nobody, so look once more
            if (TryJoin(ref seen))
            {
                if (!TryUncount()) _wake.Wait();
                return true;
            }

            if (!_stopped) _wake.Wait();
        }

        return false;
    }

    private bool TryUncount()
    {
        while (true)
        {
            int sleeping = Volatile.Read(ref _sleeping);
            if (sleeping == 0) return false;
            if (Interlocked.CompareExchange(ref _sleeping, sleeping - 1, sleeping) == sleeping) return true;
        }
    }

    private bool TryJoin(ref long seen)
    {
        while (true)
        {
            long state = Volatile.Read(ref _state.Value);
            if ((state & Open) == 0 || (state & ~Joined) == seen) return false;
            if (Interlocked.CompareExchange(ref _state.Value, state + 1, state) != state) continue;
            seen = state & ~Joined;
            return true;
        }
    }

    private void TakePieces()
    {
        try
        {
            while (TryTakePiece(out nint start, out nint end)) _run(_work, start, end);
        }
        catch (Exception exception)
        {
            // the caller throws it when all threads have left the job
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
            Volatile.Write(ref _next.Value, _count);
        }
    }

    private bool TryTakePiece(out nint start, out nint end)
    {
        nint count = _count, grain = _grain;
        long next = Volatile.Read(ref _next.Value);
        while (next < count)
        {
            nint left = count - (nint)next, grains = ((left - 1) / grain) + 1;
            nint piece = Math.Min(left, Math.Max(1, grains / ((helpers + 1) * PiecesPerShare)) * grain);
            long found = Interlocked.CompareExchange(ref _next.Value, next + piece, next);
            if (found == next)
            {
                (start, end) = ((nint)next, (nint)next + piece);
                return true;
            }

            next = found;
        }

        (start, end) = (0, 0);
        return false;
    }

    private void WaitForJoined()
    {
        for (int check = 0; check < ChecksBeforeSleep; check++)
        {
            if (!HasJoined) return;
            Thread.SpinWait(1);
        }

        // A helper may have lost its core to this very thread, and gets it back only when this one sleeps: a yield leaves the
        // choice to the scheduler, which may let this thread go on for milliseconds. A helper of the job before may still wake it.
        while (HasJoined)
        {
            Interlocked.Exchange(ref _callerSleeps, 1);
            if (HasJoined || Interlocked.Exchange(ref _callerSleeps, 0) == 0) _left.Wait();
        }
    }

    private bool HasJoined => (Volatile.Read(ref _state.Value) & Joined) != 0;

    [StructLayout(LayoutKind.Explicit, Size = 192)]
    private struct PaddedLong
    {
        [FieldOffset(64)]
        public long Value;
    }
}
