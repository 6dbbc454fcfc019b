using System.Data;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace NumericsCore.Data;

public sealed partial class Table
{
    /// <summary>
    /// A table of objects, such as records: a column for each public property that can be read, in their order, a row for each object. Cells are those of
    /// CSV with these values: numbers of any type are numbers, of which decimals and large integers keep their digits as text; true and false are 1 and 0;
    /// dates and times are text as ISO 8601 writes it, which columns of dates are made of; spans and times of day are seconds; null and blanks are missing;
    /// all else is text. A column with bytes, lists or other values that have no text has a <see cref="Column.Fault"/>.
    /// </summary>
    /// <param name="rows">At least one.</param>
    /// <param name="name">What error messages call the table; the name of the type if null.</param>
    /// <exception cref="TableException">There are no rows, the type has no property, or a property throws.</exception>
    public static Table From<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(IEnumerable<T> rows, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        string table = name ?? typeof(T).Name;
        PropertyInfo[] properties = [.. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static property => property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)];
        if (properties.Length == 0) throw new TableException($"{typeof(T).Name} has no public property to make a column of", table);
        ObjectColumn[] columns = [.. properties.Select(property => new ObjectColumn(table, property.Name, property.PropertyType))];
        int count = 0;
        foreach (T row in rows)
        {
            if (row is null) throw new TableException(FormattableString.Invariant($"row {count} is null"), table);
            for (int c = 0; c < columns.Length; c++)
            {
                try
                {
                    columns[c].Add(properties[c].GetValue(row));
                }
                catch (TargetInvocationException e)
                {
                    throw Unreadable(table, count, properties[c].Name, e.InnerException ?? e);
                }
            }

            count++;
        }

        return Of([.. columns.Select(static column => column.Cells)], table);
    }

    /// <summary>A table of a <see cref="DataTable"/>, its columns and rows in their order. Values become cells as in <see cref="From{T}"/>; DBNull is missing.</summary>
    /// <param name="table">At least one row.</param>
    /// <exception cref="TableException">There are no rows or no columns, or two columns have one name.</exception>
    public static Table From(DataTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        using var reader = table.CreateDataReader();
        return From(reader, table.TableName.Length == 0 ? "table" : table.TableName);
    }

    /// <summary>
    /// A table of what a database gives, read to its end: a column for each field. Values become cells as in <see cref="From{T}"/>; DBNull is missing. The
    /// reader stays open.
    /// </summary>
    /// <param name="reader">Stands before its first row.</param>
    /// <param name="name">What error messages call the table.</param>
    /// <exception cref="TableException">There are no rows or no fields, two fields have one name, or the reader throws, as when the connection is lost.</exception>
    public static Table From(IDataReader reader, string name = "query")
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(name);
        int count = 0;
        string? column = null;
        try
        {
            string[] names = [.. Enumerable.Range(0, reader.FieldCount).Select(field => NameOf(reader, field))];
            ObjectColumn[] columns = [.. names.Select(field => new ObjectColumn(name, field, type: null))];
            for (; reader.Read(); count++)
            {
                for (int c = 0; c < columns.Length; c++)
                {
                    column = names[c];
                    columns[c].Add(reader.IsDBNull(c) ? null : reader.GetValue(c));
                }

                column = null;
            }

            return Of([.. columns.Select(static column => column.Cells)], name);
        }
        // providers throw what they like
        catch (Exception e) when (e is not (TableException or OperationCanceledException or OutOfMemoryException))
        {
            throw Unreadable(name, count, column, e);
        }
    }

    private static string NameOf(IDataReader reader, int field) => reader.GetName(field) is { } name && !string.IsNullOrWhiteSpace(name) ? name : FormattableString.Invariant($"column {field + 1}");

    private static TableException Unreadable(string table, int row, string? column, Exception cause) =>
        new(FormattableString.Invariant($"row {row} cannot be read: {cause.Message}"), table, column: column, cause: cause);

    /// <summary>The table of columns that were collected.</summary>
    /// <exception cref="TableException">There are no rows or no columns, or two columns have one name.</exception>
    internal static Table Of(IReadOnlyList<ValueColumn> columns, string name) => columns.Count > 0 && columns[0].Count == 0
        ? throw new TableException("there are no rows", name)
        : new Table(columns.Select(static column => column.Build()), name, lines: null, columns.Select(static column => column.Note).OfType<TableNote>());
}
