namespace NumericsCore;

/// <summary>Whether operations are recorded for the backward pass; they are, unless a scope says otherwise.</summary>
public static class GradientMode
{
    [ThreadStatic]
    private static int s_disabled;

    /// <summary>Whether operations of this thread are recorded.</summary>
    public static bool IsEnabled => s_disabled == 0;

    /// <summary>Until the result is disposed, operations of this thread record nothing and their results need no gradient.</summary>
    /// <example><code>using (GradientMode.Disable()) { var prediction = model.Call(x); }</code></example>
    public static Scope Disable()
    {
        s_disabled++;
        return new Scope(Environment.CurrentManagedThreadId);
    }

    /// <summary>Ends a scope opened by <see cref="Disable"/>.</summary>
    public struct Scope : IDisposable, IEquatable<Scope>
    {
        // 0 once closed
        private int _thread;

        internal Scope(int thread) => _thread = thread;

        /// <summary>Ends the scope; once, on the thread that opened it.</summary>
        /// <exception cref="InvalidOperationException">This is another thread, as it may be after an await.</exception>
        public void Dispose()
        {
            if (_thread == 0) return;
            if (_thread != Environment.CurrentManagedThreadId)
                throw new InvalidOperationException("A no-gradient scope ends on the thread that opened it. Do not await within one.");
            _thread = 0;
            s_disabled--;
        }

        /// <inheritdoc/>
        public readonly bool Equals(Scope other) => _thread == other._thread;

        /// <inheritdoc/>
        public override readonly bool Equals(object? obj) => obj is Scope other && Equals(other);

        /// <inheritdoc/>
        public override readonly int GetHashCode() => _thread;

        /// <summary>Whether both are open or both are closed.</summary>
        public static bool operator ==(Scope left, Scope right) => left.Equals(right);

        /// <summary>Whether one is open and the other closed.</summary>
        public static bool operator !=(Scope left, Scope right) => !left.Equals(right);
    }
}
