namespace NumericsCore;

/// <summary>Which values of a monitored quantity are better.</summary>
public enum MonitorDirection
{
    /// <summary>Lower is better, as for a loss.</summary>
    Minimize,

    /// <summary>Higher is better, as for an accuracy.</summary>
    Maximize,
}
