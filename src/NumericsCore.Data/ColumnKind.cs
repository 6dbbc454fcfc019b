namespace NumericsCore.Data;

/// <summary>What the cells of a column were understood as.</summary>
public enum ColumnKind
{
    /// <summary>Whole numbers.</summary>
    Integer,

    /// <summary>Numbers, of which some are not whole.</summary>
    Number,

    /// <summary>The words true and false, which are 1 and 0.</summary>
    Boolean,

    /// <summary>Text.</summary>
    Text,

    /// <summary>Every cell is missing.</summary>
    Empty,

    /// <summary>Dates, with or without times.</summary>
    Date,
}
