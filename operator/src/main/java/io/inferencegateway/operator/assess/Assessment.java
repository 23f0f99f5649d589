package io.inferencegateway.operator.assess;

import io.inferencegateway.operator.assess.Result.Met;
import io.inferencegateway.operator.assess.Result.NotChecked;
import io.inferencegateway.operator.assess.Result.NotMet;
import java.util.List;

/// Every criterion with how it stands.
///
/// @param rows in the order of the table
public record Assessment(List<Row> rows) {
    /// A criterion and its result.
    public record Row(Criterion criterion, Result result) {}

    public Assessment {
        rows = List.copyOf(rows);
    }

    /// Judges all criteria.
    public static Assessment of(Evidence evidence) {
        return new Assessment(Criteria.ALL.stream()
                .map(criterion -> new Row(criterion, criterion.check().apply(evidence)))
                .toList());
    }

    /// The criteria that hold, of all: `28/29`.
    public String score() {
        return with(Met.class).size() + "/" + rows.size();
    }

    public List<Row> failed() {
        return with(NotMet.class);
    }

    public List<Row> notChecked() {
        return with(NotChecked.class);
    }

    /// The rows of a group.
    public List<Row> of(Group group) {
        return rows.stream().filter(row -> row.criterion().group() == group).toList();
    }

    private List<Row> with(Class<? extends Result> kind) {
        return rows.stream().filter(row -> kind.isInstance(row.result())).toList();
    }
}
