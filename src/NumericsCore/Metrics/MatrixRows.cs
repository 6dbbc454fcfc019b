namespace NumericsCore;

/// <summary>What the rows of a given matrix of counts stand for: books and libraries disagree, so it has to be said.</summary>
public enum MatrixRows
{
    /// <summary>A row is an actual class, a column a predicted one, as in scikit-learn and throughout this library.</summary>
    Actual,

    /// <summary>A row is a predicted class, a column an actual one.</summary>
    Predicted,
}
