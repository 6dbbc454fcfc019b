namespace NumericsCore.Data;

/// <summary>How categories become numbers.</summary>
public enum CategoryEncoding
{
    /// <summary>A column for each category, 1 where a row is in it and 0 elsewhere.</summary>
    OneHot,

    /// <summary>One column: the place of the category in their order, from 0; −1 for one that is not known.</summary>
    Ordinal,

    /// <summary>One column: the fraction of the rows fitted on that are in the category; 0 for one that is not known.</summary>
    Frequency,
}

/// <summary>What becomes of a category that the rows fitted on did not have.</summary>
public enum UnknownCategory
{
    /// <summary>Zeros in all columns of a one-hot encoding, −1 in an ordinal one, 0 as a frequency.</summary>
    Zeros,

    /// <summary>An error that names it.</summary>
    Error,
}
