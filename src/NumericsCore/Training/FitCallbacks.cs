namespace NumericsCore;

/// <summary>Calls the callbacks during a training: once it has begun for one, it also ends for it, whatever happens.</summary>
internal sealed class FitCallbacks(IReadOnlyList<Callback> callbacks, FitContext context)
{
    private int _begun;
    private int _ended;

    /// <summary>Trains between the callbacks' beginning and end.</summary>
    /// <exception cref="AggregateException">The training ended by an exception, and a callback that was told so threw another.</exception>
    public void Run(Action train)
    {
        try
        {
            for (; _begun < callbacks.Count; _begun++) callbacks[_begun].FitBegin(context);
            train();
            while (_ended < callbacks.Count) callbacks[_ended++].FitEnd(context);
        }
        catch (Exception failure)
        {
            var failures = Abort();
            if (failures.Count > 0) throw new AggregateException([failure, .. failures]);
            throw;
        }
    }

    public void EpochBegin()
    {
        for (int i = 0; i < callbacks.Count; i++) callbacks[i].EpochBegin(context);
    }

    public void BatchEnd()
    {
        for (int i = 0; i < callbacks.Count; i++) callbacks[i].BatchEnd(context);
    }

    public void EpochEnd(EpochResult result)
    {
        for (int i = 0; i < callbacks.Count; i++) callbacks[i].EpochEnd(context, result);
    }

    private List<Exception> Abort()
    {
        var failures = new List<Exception>();
        for (int i = _ended; i < _begun; i++)
        {
            try
            {
                callbacks[i].FitAborted(context);
            }
            catch (Exception failure)
            {
                failures.Add(failure);
            }
        }

        return failures;
    }
}
