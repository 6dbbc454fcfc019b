namespace NumericsCore;

/// <summary>The parameters of a model, and which of them are trained: a recorded pass is of those that were when it was recorded.</summary>
internal sealed class TrainableParameters
{
    private readonly Parameter[] _parameters;
    private readonly bool[] _trainable;

    public TrainableParameters(Model model)
    {
        _parameters = [.. model.Parameters];
        _trainable = new bool[_parameters.Length];
    }

    /// <summary>Before a pass is recorded.</summary>
    public void Note()
    {
        for (int i = 0; i < _parameters.Length; i++)
        {
            _trainable[i] = _parameters[i].IsTrainable;
            // what a recording makes is its own, and made again by replays
            _ = _parameters[i].Buffer?.Gradients;
        }
    }

    /// <summary>Forgets the gradients of all, also of those that no group of the optimizer has: a replay overwrites them too.</summary>
    public void ClearGradients()
    {
        for (int i = 0; i < _parameters.Length; i++) _parameters[i].ClearGradient();
    }

    public bool AreAsNoted()
    {
        for (int i = 0; i < _parameters.Length; i++)
            if (_parameters[i].IsTrainable != _trainable[i]) return false;
        return true;
    }
}
