namespace NumericsCore;

/// <summary>Which parameters of a model are trained: a recorded pass is of those that were when it was recorded.</summary>
internal sealed class TrainableParameters
{
    private readonly Parameter[] _parameters;
    private readonly bool[] _trainable;

    public TrainableParameters(Model model)
    {
        _parameters = [.. model.Parameters];
        _trainable = new bool[_parameters.Length];
    }

    public void Note()
    {
        for (int i = 0; i < _parameters.Length; i++) _trainable[i] = _parameters[i].IsTrainable;
    }

    public bool AreAsNoted()
    {
        for (int i = 0; i < _parameters.Length; i++)
            if (_parameters[i].IsTrainable != _trainable[i]) return false;
        return true;
    }
}
