using System.Runtime.ExceptionServices;

namespace NumericsCore;

/// <summary>Numbered pieces of work that a thread of its own does in their order, each as soon as it is said to be ready; it allocates nothing once it has begun.</summary>
/// <param name="count">How many pieces a round has.</param>
/// <param name="work">Does one piece.</param>
internal sealed class BackgroundWork(int count, Action<int> work) : IDisposable
{
    private readonly Lock _thread = new();
    private readonly object _state = new();
    private int _ready;
    private int _done;
    private bool _isEnded;
    private ExceptionDispatchInfo? _failure;
    private bool _hasThread;

    /// <summary>Says that the first so many pieces of this round can be done.</summary>
    public void Release(int ready)
    {
        lock (_thread)
        {
            if (!_hasThread) new Thread(Work) { IsBackground = true, Name = "NumericsCore exchange" }.Start();
            _hasThread = true;
        }

        lock (_state)
        {
            if (ready <= _ready) return;
            _ready = ready;
            Monitor.PulseAll(_state);
        }
    }

    /// <summary>Waits until all pieces are done, and ends the round.</summary>
    /// <exception cref="Exception">What a piece threw; those after it are left out.</exception>
    public void Finish()
    {
        Release(count);
        lock (_state)
        {
            while (_done < count && _failure is null) Monitor.Wait(_state);
            _failure?.Throw();
            _ready = _done = 0;
        }
    }

    /// <summary>Ends the thread, after the piece that it is at; it is not waited for.</summary>
    public void Dispose()
    {
        lock (_state)
        {
            _isEnded = true;
            Monitor.PulseAll(_state);
        }
    }

    private void Work()
    {
        for (; ; )
        {
            int next;
            lock (_state)
            {
                while (_done == _ready && !_isEnded) Monitor.Wait(_state);
                if (_isEnded || _failure is not null) return;
                next = _done;
            }

            try
            {
                work(next);
            }
            // it is thrown where the round is finished
            catch (Exception e)
            {
                Note(e);
                return;
            }

            lock (_state)
            {
                _done++;
                Monitor.PulseAll(_state);
            }
        }
    }

    private void Note(Exception e)
    {
        lock (_state)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
            Monitor.PulseAll(_state);
        }
    }
}
