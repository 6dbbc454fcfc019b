namespace NumericsCore;

/// <summary>Whether operations are recorded for the backward pass; they are, unless a scope says otherwise.</summary>
public static class GradientMode
{
    // the numbers of the scopes that are open on this thread; no list, whose code for long would be compiled before the first step
    [ThreadStatic]
    private static long[]? s_open;

    [ThreadStatic]
    private static int s_openCount;

    // of all threads, because one that has ended leaves its identity to another
    private static long s_lastNumber;

    [ThreadStatic]
    private static bool s_isForInputs;

    /// <summary>Whether parameters count as constants on this thread.</summary>
    internal static bool IsForInputs => s_isForInputs;

    /// <summary>Calls a function in which parameters are constants: a backward pass brings gradients to other leaves alone, and leaves those of the parameters as they are.</summary>
    internal static void ForInputs(Action action)
    {
        bool before = s_isForInputs;
        s_isForInputs = true;
        try
        {
            action();
        }
        finally
        {
            s_isForInputs = before;
        }
    }

    /// <summary>Whether operations of this thread are recorded.</summary>
    public static bool IsEnabled => s_openCount == 0;

    /// <summary>Until the result is disposed, operations of this thread record nothing and their results need no gradient.</summary>
    /// <example><code>using (GradientMode.Disable()) { var prediction = model.Call(x); }</code></example>
    public static Scope Disable()
    {
        long number = Interlocked.Increment(ref s_lastNumber);
        s_open ??= new long[8];
        if (s_openCount == s_open.Length) Array.Resize(ref s_open, 2 * s_openCount);
        s_open[s_openCount++] = number;
        return new Scope(Environment.CurrentManagedThreadId, number);
    }

    /// <summary>Ends a scope opened by <see cref="Disable"/>. A copy stands for the same scope.</summary>
    public readonly struct Scope : IDisposable, IEquatable<Scope>
    {
        // 0 for a scope that was never opened
        private readonly int _thread;
        private readonly long _number;

        internal Scope(int thread, long number) => (_thread, _number) = (thread, number);

        /// <summary>Ends the scope, on the thread that opened it. Does nothing if it has ended, by this value or by a copy.</summary>
        /// <exception cref="InvalidOperationException">This is another thread, as it may be after an await.</exception>
        public void Dispose()
        {
            if (_thread == 0) return;
            if (_thread != Environment.CurrentManagedThreadId)
                throw new InvalidOperationException("A no-gradient scope ends on the thread that opened it. Do not await within one.");
            for (int i = 0; i < s_openCount; i++)
            {
                if (s_open![i] != _number) continue;
                Array.Copy(s_open, i + 1, s_open, i, --s_openCount - i);
                return;
            }
        }

        /// <inheritdoc/>
        public bool Equals(Scope other) => (_thread, _number) == (other._thread, other._number);

        /// <inheritdoc/>
        public override bool Equals(object? obj) => obj is Scope other && Equals(other);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(_thread, _number);

        /// <summary>Whether both are the same scope.</summary>
        public static bool operator ==(Scope left, Scope right) => left.Equals(right);

        /// <summary>Whether they are two scopes.</summary>
        public static bool operator !=(Scope left, Scope right) => !left.Equals(right);
    }
}
