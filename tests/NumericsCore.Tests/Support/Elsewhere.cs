using System.Runtime.ExceptionServices;

namespace NumericsCore.Tests.Support;

/// <summary>Work on another thread. A task will not do: whoever waits for one that has not begun may run it himself.</summary>
internal static class Elsewhere
{
    /// <summary>What the function gives, or throws, on a thread of its own.</summary>
    public static T Run<T>(Func<T> function)
    {
        T result = default!;
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(() => { result = function(); }));
        thread.Start();
        thread.Join();
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
        return result;
    }
}
