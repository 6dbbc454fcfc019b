using System.Runtime.ExceptionServices;

namespace NumericsCore.Data;

/// <summary>Runs that do not depend on each other, several at once on threads of their own.</summary>
internal static class ParallelRuns
{
    /// <summary>Runs all of them.</summary>
    /// <param name="count">How many.</param>
    /// <param name="atOnce">How many at once; 1 for the calling thread.</param>
    /// <param name="run">One of them, by its number from 0; it is cancelled when one with a lower number fails.</param>
    /// <param name="finished">Is told of each, one at a time, in the order of their numbers.</param>
    /// <param name="cancellationToken">Looked at before each.</param>
    /// <returns>What each gave, in order: the same whatever <paramref name="atOnce"/> is, as is the exception of the first that throws.</returns>
    public static T[] Run<T>(int count, int atOnce, Func<int, CancellationToken, T> run, Action<int, T> finished, CancellationToken cancellationToken)
    {
        var results = new T[count];
        if (Math.Min(atOnce, count) <= 1)
        {
            for (int i = 0; i < count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                finished(i, results[i] = run(i, cancellationToken));
            }

            return results;
        }

        var runs = new State<T>(results, run, finished, cancellationToken);
        Task[] workers = [.. Enumerable.Range(0, Math.Min(atOnce, count)).Select(_ => Task.Factory.StartNew(runs.Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        Task.WaitAll(workers, CancellationToken.None);
        return runs.Result();
    }

    private sealed class State<T>(T[] results, Func<int, CancellationToken, T> run, Action<int, T> finished, CancellationToken cancellationToken)
    {
        private readonly Lock _lock = new();
        private readonly bool[] _done = new bool[results.Length];
        private readonly Dictionary<int, CancellationTokenSource> _running = [];
        private int _next, _told, _failed = int.MaxValue;
        private ExceptionDispatchInfo? _failure;

        public void Work()
        {
            while (Take() is { } taken)
            {
                var (number, source) = taken;
                try
                {
                    results[number] = run(number, source.Token);
                    lock (_lock) Tell(number);
                }
                // whatever it is, the caller gets it
                catch (Exception e)
                {
                    lock (_lock) Fail(number, e);
                }
                finally
                {
                    lock (_lock) _running.Remove(number);
                    source.Dispose();
                }
            }
        }

        public T[] Result()
        {
            cancellationToken.ThrowIfCancellationRequested();
            _failure?.Throw();
            return results;
        }

        private (int Number, CancellationTokenSource Source)? Take()
        {
            lock (_lock)
            {
                if (_next >= results.Length || _failure is not null || cancellationToken.IsCancellationRequested) return null;
                var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                _running.Add(_next, source);
                return (_next++, source);
            }
        }

        private void Tell(int number)
        {
            _done[number] = true;
            for (; _told < results.Length && _done[_told] && _told < _failed; _told++) finished(_told, results[_told]);
        }

        private void Fail(int number, Exception exception)
        {
            if (number >= _failed) return;
            (_failed, _failure) = (number, ExceptionDispatchInfo.Capture(exception));
            // those before it go on, for one of them may fail too, and would be the first
            foreach (var (other, source) in _running)
                if (other > number) source.Cancel();
        }
    }
}
